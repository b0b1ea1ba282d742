import { openText } from '../../seal.ts';
import type { SecondFactor } from '../second-factor.ts';
import { totpStep } from './totp.ts';

/** Codes of an authenticator app (RFC 6238). A step counts once, for this app and in this order only. */
export const totpFactor: SecondFactor = {
  name: 'totp',
  proves: 'otp',
  question: {
    title: 'Enter your code',
    explanation: 'Open your authenticator app and type the six digits it shows for Sallyport.',
    label: 'Six-digit code',
    autocomplete: 'one-time-code',
    inputMode: 'numeric',
    longest: 10,
    offer: 'Use your authenticator app',
    wrong: 'This code is not right, or was used already. Wait for the next one.',
  },
  has: (person) => person.totp.length > 0,
  async prove({ person, answer, now, credentials, seal }) {
    for (const { id, sealed } of person.totp) {
      const step = totpStep({ secret: await openText(seal, sealed, id), code: answer, now });
      // INVARIANT: the store moves the last step forward in one statement, so that a code that was watched or
      // sent twice at the same time is accepted once (RFC 6238, section 5.2).
      if (step !== undefined && (await credentials.acceptTotpStep(id, step))) return true;
    }
    return false;
  },
};

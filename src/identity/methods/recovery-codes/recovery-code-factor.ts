import type { SecondFactor } from '../second-factor.ts';
import { hashRecoveryCode } from './recovery-codes.ts';

/** One of the codes that the person kept for the day on which the authenticator is gone. */
export const recoveryCodeFactor: SecondFactor = {
  name: 'recovery-code',
  proves: 'rec',
  question: {
    title: 'Enter a recovery code',
    explanation: 'Type one of the codes that you kept when you set up your account. Each works once.',
    label: 'Recovery code',
    autocomplete: 'off',
    inputMode: 'text',
    longest: 40,
    offer: 'Use a recovery code instead',
    wrong: 'This recovery code is not right, or was used already.',
  },
  has: (person) => person.recoveryCodesLeft > 0,
  async prove({ person, answer, credentials }) {
    const hash = hashRecoveryCode(person.id, answer);
    return hash !== undefined && (await credentials.useRecoveryCode(person.id, hash));
  },
};

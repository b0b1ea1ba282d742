import { setTimeout as wait } from 'node:timers/promises';
import { generate } from 'otplib';

const stepMs = 30_000;

/** An authenticator app in a person's hand: never shows a code that was used already. */
export interface Authenticator {
  /** The next code that will be accepted; waits where the present ones are used up. */
  code(): Promise<string>;
}

/** Takes up the secret that a setup page shows, in base 32. */
export function createAuthenticator(secret: string): Authenticator {
  let last = Math.floor(Date.now() / stepMs) - 1;
  return {
    async code() {
      // The server takes the codes of the step before and the step after as well, each step once.
      const step = last + 1;
      while (step > Math.floor(Date.now() / stepMs) + 1) await wait(200);
      last = Math.max(step, Math.floor(Date.now() / stepMs));
      return generate({ secret, epoch: (last * stepMs) / 1000 });
    },
  };
}

import type { ServiceContext } from '../services/index.ts';
import { administrators } from '../services/second-person/administrators.ts';
import type { Job } from './jobs.ts';

/**
 * Says in the log, at the start and whenever it comes to that, that what weakens protection waits for a second person
 * whom there is not.
 */
export function watchSecondPerson(context: ServiceContext): Job {
  let told = false;
  return {
    name: 'watch-second-person',
    everyMs: 60_000,
    async run() {
      if (context.secondPerson === 'off') return;
      const claimed = await context.store.installation.isClaimed();
      const isAlone = claimed && (await administrators(context)).length < 2;
      if (isAlone && !told) {
        context.log.warn(
          'policy.second-person asks for a second administrator, and there is only one: add one on the machine itself',
        );
      }
      told = isAlone;
    },
  };
}

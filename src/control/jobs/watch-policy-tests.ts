import type { ServiceContext } from '../services/index.ts';
import { watchTests } from '../services/policies/tests/watch-tests.ts';
import type { Job } from './jobs.ts';

/** What nobody is told of, such as somebody who was invited into a group, is seen after this time. */
const atLeastMs = 600_000;

/** Tries the sentences about policies after whatever may have changed what they say; a few seconds late. */
export function watchPolicyTests(context: ServiceContext): Job {
  const { store, clock } = context;
  const looked = { at: Number.NEGATIVE_INFINITY, change: 0 };
  return {
    name: 'watch-policy-tests',
    everyMs: 5_000,
    async run() {
      const [at, change] = [clock.wall(), context.applied()];
      if (at - looked.at < atLeastMs && !(await store.policyTests.isStale(looked.change))) return;
      await watchTests(context);
      Object.assign(looked, { at, change });
    },
  };
}

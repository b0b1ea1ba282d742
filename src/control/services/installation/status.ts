import { shellWord } from '#base/shell-word.ts';
import type { Status } from '#contracts/api/installation.ts';
import { originOf, systemHost } from '#contracts/hosts.ts';
import { reportHealth } from '#observe/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';

/** Says how the parts are. */
export async function status(call: Call): Promise<Status> {
  await permit(call, 'read');
  const { domain, publicPort, dataDir } = call.place;
  const [claimed, databaseNow] = await Promise.all([
    call.store.installation.isClaimed(),
    call.store.installation.now(),
  ]);
  const { checks } = reportHealth(call.checks);
  return {
    version: call.version,
    domain,
    consoleUrl: originOf(systemHost('console', domain), publicPort),
    dataDir: dataDir === undefined ? null : shellWord(dataDir),
    claimed,
    now: Math.round(call.clock.wall()),
    databaseNow: Math.round(databaseNow),
    policyRevision: call.decider.revision(),
    changeApplied: call.applied(),
    sessions: call.sessionLimits,
    checks: Object.entries(checks).map(([name, health]) => ({
      name,
      state: health.state,
      why: 'why' in health ? health.why : null,
    })),
  };
}

import type { NewApp, UpstreamProbe } from '#contracts/api/apps.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { checkUpstreamUrl } from './app-checks.ts';

/**
 * Tries an upstream from here and says what happened. It needs the right to write, since whoever asks learns
 * what answers inside.
 * @throws Fault `invalid-request`
 */
export async function probeAppUpstream(call: Call, upstream: NewApp['upstream']): Promise<UpstreamProbe> {
  await permit(call, 'write');
  const url = checkUpstreamUrl(upstream.url).origin;
  return call.probeUpstream({ ...upstream, url });
}

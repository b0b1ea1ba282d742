import type { z } from 'zod';
import type { UpstreamProbe, probeInputSchema } from '#contracts/api/apps.ts';
import { originOf } from '#contracts/hosts.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { checkUpstreamUrl } from './app-checks.ts';

/**
 * Tries an upstream from here and says what happened. It needs the right to write, since whoever asks learns
 * what answers inside.
 * @throws Fault `invalid-request`
 */
export async function probeAppUpstream(
  call: Call,
  { name, ...upstream }: z.output<typeof probeInputSchema>,
): Promise<UpstreamProbe> {
  await permit(call, 'write');
  const url = checkUpstreamUrl(upstream.url).origin;
  const { domain, publicPort } = call.place;
  const publicHost = name === undefined ? undefined : new URL(originOf(`${name}.${domain}`, publicPort)).host;
  return call.probeUpstream({ ...upstream, url, host: upstream.host ?? publicHost });
}

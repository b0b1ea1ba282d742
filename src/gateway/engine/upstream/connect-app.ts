import { Fault } from '#contracts/errors.ts';
import type { AppConfig } from '#contracts/protocol/app-config.ts';
import type { Access } from '../../grants/face.ts';
import {
  connectControl,
  connectUpstream,
  systemResolve,
  type ControlEndpoint,
  type Resolve,
} from './connect-upstream.ts';
import type { UpstreamSocket } from './upstream-socket.ts';
import { readUpstreamTarget } from './upstream-target.ts';

export type { ControlEndpoint, Resolve } from './connect-upstream.ts';

/** What connecting to apps needs. */
export interface ConnectAppOptions {
  readonly access: Pick<Access, 'config'>;
  readonly control: () => ControlEndpoint | undefined;
  readonly resolve?: Resolve;
}

/** Connects to the upstream of an app; rejects with a fault that says what was wrong. */
export async function connectApp(app: AppConfig, options: ConnectAppOptions): Promise<UpstreamSocket> {
  const target = readUpstreamTarget(app.upstream);
  const timeoutMs = app.timeouts.connectMs;
  if (target === undefined) throw new Fault('upstream-refused', 'the upstream is no http(s) URL');
  if (target.kind === 'network') {
    const forbidden = options.access.config()?.forbiddenUpstreams ?? [];
    return connectUpstream({ target, timeoutMs, resolve: options.resolve ?? systemResolve, forbidden });
  }
  const endpoint = options.control();
  if (endpoint === undefined) throw new Fault('control-unreachable', 'no control plane is configured');
  return connectControl(endpoint, timeoutMs);
}

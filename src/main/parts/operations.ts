import {
  type HealthCheck,
  type Log,
  type Metrics,
  type OperationsListener,
  openOperationsListener,
} from '#observe/index.ts';
import type { Endpoint } from '../configuration/values.ts';

/** Opens the listener of metrics and health where the configuration wants it. */
export async function openOperations(options: {
  readonly place: Endpoint | undefined;
  readonly metrics: Metrics;
  readonly checks: readonly HealthCheck[];
  readonly log: Log;
}): Promise<Pick<OperationsListener, 'close'>> {
  const { place, ...rest } = options;
  if (place?.kind !== 'tcp') return { close: async () => undefined };
  const address = place.host === 'localhost' ? '127.0.0.1' : place.host;
  return openOperationsListener({ ...rest, address, port: place.port });
}

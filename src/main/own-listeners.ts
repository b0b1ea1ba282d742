import type { Configuration } from './configuration/sections.ts';
import { type Endpoint, endpointText } from './configuration/values.ts';

/**
 * Every TCP place where Sallyport itself listens, as `address:port`: no upstream may be one of these, or an app
 * would hand the inside of Sallyport to whoever may open it.
 */
export function ownListeners(configuration: Configuration, listen: readonly string[]): readonly string[] {
  const { general, metrics, control } = configuration;
  const inside = [metrics.control, metrics.gateway, control.listen].filter(
    (place): place is Endpoint & { kind: 'tcp' } => place?.kind === 'tcp',
  );
  const open = listen.map((host): Endpoint => ({ kind: 'tcp', host, port: general.port }));
  return [...open, ...inside].map(endpointText);
}

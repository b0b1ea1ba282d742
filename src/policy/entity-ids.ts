import type { IdKind } from '#base/ids.ts';

const kinds: Readonly<Record<string, IdKind>> = {
  Person: 'person',
  ServiceAccount: 'serviceAccount',
  Group: 'group',
  App: 'app',
  Route: 'route',
  Device: 'device',
  Workload: 'workload',
  Service: 'service',
  Gateway: 'gateway',
  Policy: 'policy',
  Session: 'session',
};

/** Our own apps, which policy knows by a fixed name. */
export const systemApps: readonly string[] = ['console', 'portal', 'signin', 'api'];

/** The kind of id by which policy names entities of a type; undefined: by a name of their own, as tags. */
export function kindOfType(type: string): IdKind | undefined {
  return Object.hasOwn(kinds, type) ? kinds[type] : undefined;
}

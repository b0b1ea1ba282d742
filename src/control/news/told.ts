import { idPrefixes, type IdKind } from '#base/ids.ts';
import type { EventNoun } from '#contracts/api/events.ts';
import type { AuditKind } from '#contracts/events.ts';

/** One thing that happened, before it is put together with others. */
export interface Told {
  readonly noun: EventNoun;
  readonly kind: string;
  /** Absent: not known which. */
  readonly id?: string;
}

const nounOf: Partial<Record<IdKind, EventNoun>> = {
  person: 'people',
  group: 'groups',
  app: 'apps',
  policy: 'policies',
  provider: 'providers',
  gateway: 'gateways',
  apiToken: 'tokens',
  session: 'sessions',
  decision: 'decisions',
  connection: 'connections',
  proposal: 'proposals',
  weakening: 'weakenings',
};

const byPrefix = new Map<string, EventNoun>(
  Object.entries(nounOf).map(([kind, noun]) => [idPrefixes[kind as IdKind], noun]),
);

/** A record names whom it concerns too; these kinds change nothing of all those but say something of their own. */
const only: Partial<Record<AuditKind, EventNoun>> = {
  'decision-made': 'decisions',
  'policy-published': 'policies',
  'connections-cut': 'connections',
  'gateway-joined': 'gateways',
};

/** What a record of the audit chain tells, by its kind and the identifiers that it is about. */
export function toldByRecord(kind: AuditKind, about: readonly string[]): readonly Told[] {
  const noun = only[kind];
  const mine = about.flatMap((id): readonly Told[] => {
    const its = byPrefix.get(id.slice(0, id.indexOf('_')));
    return its === undefined || (noun !== undefined && its !== noun) ? [] : [{ noun: its, kind, id }];
  });
  // What has no identifier (tags, settings, keys), and what names none of its own.
  const unnamed = mine.length > 0 ? [] : [{ noun: noun ?? 'other', kind } as const];
  const alone: readonly Told[] = kind === 'policy-published' ? [{ noun: 'policies', kind }] : [];
  return [...mine, ...unnamed, ...alone, { noun: 'audit', kind }];
}

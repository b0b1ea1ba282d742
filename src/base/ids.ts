/** What an identifier names, by its prefix. */
export const idPrefixes = {
  person: 'per',
  group: 'grp',
  serviceAccount: 'sva',
  serviceKey: 'svk',
  device: 'dev',
  workload: 'wkl',
  session: 'ses',
  app: 'app',
  route: 'rte',
  service: 'svc',
  grant: 'grt',
  connection: 'con',
  decision: 'dec',
  signal: 'sig',
  policy: 'pol',
  policyTest: 'pts',
  policyPreview: 'ppv',
  gateway: 'gwy',
  apiToken: 'tok',
  link: 'lnk',
  credential: 'crd',
  event: 'evt',
  provider: 'prv',
  report: 'rpt',
  proposal: 'prp',
  weakening: 'wkn',
} as const;

export type IdKind = keyof typeof idPrefixes;

/** An identifier that names one kind of thing, such as `per_9d3k…`. */
export type Id<K extends IdKind> = string & { readonly __kind?: K };

export type PersonId = Id<'person'>;
export type GroupId = Id<'group'>;
export type SessionId = Id<'session'>;
export type AppId = Id<'app'>;
export type RouteId = Id<'route'>;
export type GrantId = Id<'grant'>;
export type ConnectionId = Id<'connection'>;
export type DecisionId = Id<'decision'>;
export type PolicyId = Id<'policy'>;
export type ProviderId = Id<'provider'>;
export type ServiceAccountId = Id<'serviceAccount'>;
export type ServiceKeyId = Id<'serviceKey'>;
export type ReportId = Id<'report'>;
export type ProposalId = Id<'proposal'>;
export type WeakeningId = Id<'weakening'>;
export type GatewayId = Id<'gateway'>;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

const idBytes = 20;
// Drawn for many at a time: asking the system costs more than everything else here. Each byte is used once.
const drawn = new Uint8Array(idBytes * 128);
let used = drawn.length;

/** Makes a new identifier: the prefix, then 100 random bits in Crockford's base 32. Runs in browsers too. */
export function newId<K extends IdKind>(kind: K): Id<K> {
  if (used === drawn.length) {
    crypto.getRandomValues(drawn);
    used = 0;
  }
  let text = '';
  for (const byte of drawn.subarray(used, used + idBytes)) text += alphabet.charAt(byte & 31);
  used += idBytes;
  return `${idPrefixes[kind]}_${text}`;
}

/** Tells whether a text has the form of an identifier of this kind; says nothing about existence. */
export function isId<K extends IdKind>(kind: K, text: string): text is Id<K> {
  const prefix = idPrefixes[kind];
  return text.length <= 40 && text.startsWith(prefix) && /^_[0-9a-z-]{1,35}$/.test(text.slice(prefix.length));
}

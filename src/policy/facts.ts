import { isIP } from 'node:net';
import type { AppFacts, DecisionInput, PrincipalFacts } from '#contracts/access.ts';
import type { CedarValueJson } from './cedar.ts';
import { type LocalTime, localTime } from './local-time.ts';

/** One leaf of the schema's context: where it stands, and how it is read from an input. */
export interface ContextLeaf {
  readonly path: string;
  /** Undefined: not known, so the attribute is absent. */
  readonly read: (input: DecisionInput) => CedarValueJson | undefined;
}

/** Whole seconds since the sign-in was last proved; a clock that ran ahead makes it 0, never negative. */
export function signInAge(input: DecisionInput): number {
  return Math.max(0, Math.floor((input.time.at - input.authn.authenticatedAt) / 1000));
}

const time = ({ time }: DecisionInput): LocalTime => localTime(time.at, time.zone);

/** Every fact of a request that policy can ask for; a new one is a line here and one in the schema. */
export const contextLeaves: readonly ContextLeaf[] = [
  { path: 'authn.methods', read: ({ authn }) => [...authn.methods] },
  { path: 'authn.phishingResistant', read: ({ authn }) => authn.methods.includes('hwk') },
  { path: 'authn.ageSeconds', read: signInAge },
  { path: 'network.address', read: ({ network }) => addressValue(network.address) },
  { path: 'network.country', read: ({ network }) => network.country },
  { path: 'network.asn', read: ({ network }) => network.asn },
  { path: 'time.weekday', read: (input) => time(input).weekday },
  { path: 'time.minute', read: (input) => time(input).minute },
  { path: 'time.date', read: (input) => ({ __extn: { fn: 'datetime', arg: time(input).date } }) },
  { path: 'device.class', read: ({ device }) => device.class },
  { path: 'device.managed', read: ({ device }) => device.class === 'managed' },
  { path: 'risk.level', read: ({ risk }) => risk?.level },
  { path: 'risk.score', read: ({ risk }) => risk?.score },
  { path: 'risk.signals', read: ({ risk }) => (risk === undefined ? undefined : [...risk.signals]) },
  { path: 'http.method', read: ({ http }) => http?.method },
  { path: 'http.path', read: ({ http }) => http?.path },
];

/**
 * An address as Cedar's `ip()` takes it: without a zone, and IPv4 inside IPv6 (RFC 4291 section 2.5.5.2) as
 * IPv4, since a range of IPv4 addresses would not hold it otherwise. What is no address is absent; a policy
 * that reads it then errs, which counts against the request.
 */
export function addressValue(address: string): CedarValueJson | undefined {
  const plain = address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(plain) === 0 ? undefined : { __extn: { fn: 'ip', arg: plain } };
}

type Read<T> = (facts: T) => CedarValueJson | undefined;

/** Attributes of who asks, by name. */
export const principalAttributes: ReadonlyMap<string, Read<PrincipalFacts>> = new Map<
  string,
  Read<PrincipalFacts>
>([
  ['kind', ({ kind }) => kind],
  ['name', ({ name }) => name],
  ['roles', ({ roles }) => [...roles]],
  ['labels', ({ labels }) => [...labels]],
  ['owner', (facts) => (facts.kind === 'service-account' ? personValue(facts.owner) : undefined)],
  ['issuer', (facts) => (facts.kind === 'person' ? facts.issuer : undefined)],
  ['subject', (facts) => (facts.kind === 'person' ? facts.subject : undefined)],
  ['email', (facts) => (facts.kind === 'person' ? facts.email : undefined)],
]);

function personValue(id: string | undefined): CedarValueJson | undefined {
  return id === undefined ? undefined : { __entity: { type: 'Person', id } };
}

/** An app with the route of it that is asked for, if one is: a route has all attributes of its app. */
export interface Described {
  readonly app: AppFacts;
  readonly route?: string;
}

/** Attributes of an app or a route, by name. */
export const resourceAttributes: ReadonlyMap<string, Read<Described>> = new Map<string, Read<Described>>([
  ['name', ({ app }) => app.name],
  ['kind', ({ app }) => app.kind],
  ['sensitivity', ({ app }) => app.sensitivity],
  ['labels', ({ app }) => [...app.labels]],
  ['tags', ({ app }) => app.tags.map((tag) => tag.name)],
  ['system', ({ app }) => app.system],
  ['route', ({ route }) => route],
]);

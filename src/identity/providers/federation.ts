import { randomBytes, timingSafeEqual } from 'node:crypto';
import * as oidc from 'openid-client';
import type { Clock } from '#base/clock.ts';
import type { PersonId, ProviderId, SessionId } from '#base/ids.ts';
import { type Result, ok, refused } from '#base/result.ts';
import type { AuthenticationMethod } from '#contracts/access.ts';
import type { AuditLog } from '#contracts/events.ts';
import type { ProviderFault } from '#contracts/provider-settings.ts';
import type { Journeys } from '../journeys/journeys.ts';
import type { Pace, ThrottleRecords } from '../records.ts';
import type { From } from '../sign-in.ts';
import { sourceOf } from '../throttle/source-of.ts';
import { emailFits, provenBy, toldPerson } from './claims.ts';
import type { ProviderAnswer, ProviderClients } from './provider-client.ts';
import { ProviderError } from './provider-error.ts';
import { type Provider, type ProviderProof, providerAddresses } from './provider.ts';
import type { LinkedIdentity, ProviderRecords } from './records.ts';

/** What somebody goes to a provider for. */
export type ProviderPurpose =
  /** `destination` is what the sign-in pages carry along; a `session` is to rise. */
  | { readonly kind: 'sign-in'; readonly destination: string; readonly session?: SessionId }
  | { readonly kind: 'link'; readonly person: PersonId; readonly session: SessionId }
  /** `enrolment` is the hash of the journey that an invitation began. */
  | { readonly kind: 'invitation'; readonly person: PersonId; readonly enrolment: string };

/** What is kept while somebody is at a provider. */
export interface ProviderTrip {
  readonly provider: ProviderId;
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly purpose: ProviderPurpose;
  readonly maxAgeSeconds?: number;
}

/** Why somebody does not come in by a provider. */
export type ProviderRefusal =
  | { readonly kind: 'no-such-provider' }
  /** Too old, finished before, or begun in another browser. */
  | { readonly kind: 'over' }
  | { readonly kind: 'fault'; readonly fault: ProviderFault; readonly title: string }
  /** Nobody invited or linked them. */
  | { readonly kind: 'unknown-person'; readonly title: string }
  | { readonly kind: 'wrong-domain'; readonly title: string }
  /** Too many ways were begun from this place. */
  | { readonly kind: 'too-many'; readonly waitMs: number }
  /** The identity is somebody else's here. */
  | { readonly kind: 'taken'; readonly title: string };

/** What a way through a provider came to. */
export type ProviderArrival =
  | {
      readonly kind: 'proved';
      readonly person: PersonId;
      readonly methods: readonly AuthenticationMethod[];
      readonly vouched: ProviderProof;
      readonly purpose: ProviderPurpose;
    }
  /** The provider's word is older than the end of their last session: they must prove themselves there anew. */
  | { readonly kind: 'again'; readonly purpose: ProviderPurpose }
  | { readonly kind: 'linked' };

/** Lets other providers vouch for people (OpenID Connect Core 1.0: code flow, PKCE, state, nonce). */
export interface Federation {
  /** Those that are offered. */
  choices(): Promise<readonly { readonly name: string; readonly title: string }[]>;
  /** The enabled provider of this issuer, for a sign-in that begins there. */
  nameOf(issuer: string): Promise<string | undefined>;
  /** Begins a way through a provider: where to go, and the secret that the browser keeps under `tag`. */
  begin(trip: {
    readonly provider: string;
    readonly purpose: ProviderPurpose;
    readonly loginHint?: string | undefined;
    /** The person has to prove themselves there at most this long ago, seconds. */
    readonly maxAgeSeconds?: number | undefined;
    readonly from: From;
  }): Promise<
    Result<{ readonly url: string; readonly tag: string; readonly secret: string }, ProviderRefusal>
  >;
  /** Takes the provider's answer. */
  arrive(arrival: {
    readonly provider: string;
    /** The query of the callback. */
    readonly query: URLSearchParams;
    /** What the browser keeps under a tag. */
    readonly secretOf: (tag: string) => string | undefined;
    /** The session that the browser has. */
    readonly session?: { readonly id: SessionId; readonly person: PersonId } | undefined;
    readonly from: From;
  }): Promise<Result<ProviderArrival, ProviderRefusal>>;
  identitiesOf(person: PersonId): Promise<readonly LinkedIdentity[]>;
  /** Unties a person from a provider, as they ask for it; `last`: nothing else would let them in. */
  unlink(end: {
    readonly person: PersonId;
    readonly session: SessionId;
    readonly provider: ProviderId;
    readonly from: From;
  }): Promise<'unlinked' | 'last' | 'gone'>;
  /** Where somebody whose session rests on a provider's word ends their session there; undefined: nowhere. */
  endSessionUrl(session: SessionId, back: string): Promise<string | undefined>;
}

/** The tag of a trip, out of its state; the cookie's name ends with it, so that tabs do not overwrite each other. */
export function tagOf(state: string): string {
  return /^[a-z0-9]{8}\./.test(state) ? state.slice(0, 8) : '';
}

export interface FederationDeps {
  readonly records: ProviderRecords;
  readonly journeys: Journeys<ProviderTrip>;
  readonly clients: ProviderClients;
  readonly audit: AuditLog;
  readonly throttles: Pick<ThrottleRecords, 'take' | 'giveBack'>;
  readonly clock: Clock;
  /** The origin of the sign-in host. */
  readonly origin: string;
}

/** Ways to providers that one place begins without ending them well. */
export const waysPerSource: Pace = { free: 60, pauseMs: 1_000, longestMs: 30_000, forgetMs: 15 * 60_000 };

function sourceKey({ address }: From): string {
  return `provider:${sourceOf(address)}`;
}

export function createFederation(deps: FederationDeps): Federation {
  const { records, journeys, clients, audit, origin } = deps;
  const enabled = async (name: string): Promise<Provider | undefined> => {
    const provider = await records.byName(name);
    return provider?.enabled === true ? provider : undefined;
  };
  return {
    choices: async () => (await records.enabled()).map(({ name, title }) => ({ name, title })),

    async nameOf(issuer) {
      return (await records.enabled()).find((provider) => provider.issuer === issuer)?.name;
    },

    async begin({ provider: name, purpose, loginHint, maxAgeSeconds, from }) {
      const provider = await enabled(name);
      if (provider === undefined) return refused({ kind: 'no-such-provider' });
      // Anybody may begin: each way is a row here and may be a question to the provider. Ways that end well are free.
      const { waitMs } = await deps.throttles.take(sourceKey(from), waysPerSource);
      if (waitMs > 0) return refused({ kind: 'too-many', waitMs });
      const tag = randomBytes(4).toString('hex');
      const state = `${tag}.${oidc.randomState()}`;
      const nonce = oidc.randomNonce();
      const codeVerifier = oidc.randomPKCECodeVerifier();
      const redirectUri = providerAddresses(origin, name).callback;
      const fresh = maxAgeSeconds === undefined ? {} : { maxAgeSeconds };
      try {
        const client = await clients.of(provider);
        const url = await client.authorizeUrl({
          redirectUri,
          state,
          nonce,
          codeVerifier,
          loginHint,
          ...fresh,
        });
        const trip = { provider: provider.id, state, nonce, codeVerifier, purpose, ...fresh };
        return ok({ url, tag, secret: await journeys.begin(trip) });
      } catch (thrown) {
        return faultOf(deps, { provider, thrown });
      }
    },

    async arrive({ provider: name, query, secretOf, session, from }) {
      const state = query.get('state') ?? '';
      const open = await journeys.open(secretOf(tagOf(state)));
      if (open === undefined || !isSame(open.content.state, state)) return refused({ kind: 'over' });
      const provider = await enabled(name);
      // An answer that comes to another provider's address than the trip went to is a mix-up (RFC 9700, 4.4).
      if (provider?.id !== open.content.provider) return refused({ kind: 'over' });
      // INVARIANT: a trip ends for one caller only, before anything is asked, so that no answer counts twice.
      if (!(await journeys.end(open))) return refused({ kind: 'over' });
      const { purpose, nonce, codeVerifier, maxAgeSeconds } = open.content;
      const callback = new URL(providerAddresses(origin, name).callback);
      callback.search = query.toString();
      try {
        const client = await clients.of(provider);
        const answer = await client.redeem({ callback, state, nonce, codeVerifier, maxAgeSeconds });
        const received = await receive(deps, { provider, purpose, answer, session, from, maxAgeSeconds });
        if (received.ok) await deps.throttles.giveBack(sourceKey(from));
        return received;
      } catch (thrown) {
        return faultOf(deps, { provider, thrown, from });
      }
    },

    identitiesOf: (person) => records.identitiesOf(person),

    async unlink({ person, session, provider, from }) {
      const came = await records.unlink({ person, session, provider });
      if (came !== 'unlinked') return came;
      const ended = await records.end({ provider, person, cause: 'session-ended' });
      await audit.append({
        kind: 'object-changed',
        actor: { kind: 'person', id: person },
        about: [person, provider, ...ended.map(({ id }) => id)],
        address: from.address,
        data: { type: 'identity', change: 'unlinked' },
      });
      return came;
    },

    async endSessionUrl(session, back) {
      const id = await records.providerOfSession(session);
      const provider = id === undefined ? undefined : await records.byId(id);
      if (provider?.enabled !== true) return undefined;
      try {
        return (await clients.of(provider)).endSessionUrl(back);
      } catch {
        return undefined; // signing out here does not wait for a provider that is away
      }
    },
  };
}

interface Received {
  readonly provider: Provider;
  readonly purpose: ProviderPurpose;
  readonly answer: ProviderAnswer & {
    readonly subject: string;
    readonly idToken: Readonly<Record<string, unknown>>;
  };
  readonly session: { readonly id: SessionId; readonly person: PersonId } | undefined;
  readonly from: From;
  readonly maxAgeSeconds: number | undefined;
}

async function receive(
  deps: FederationDeps,
  received: Received,
): Promise<Result<ProviderArrival, ProviderRefusal>> {
  const { records } = deps;
  const { provider, purpose, answer } = received;
  const { title, settings } = provider;
  const identity = { issuer: provider.issuer, subject: answer.subject };
  const told = toldPerson(settings, answer);
  const found = await whose(deps, { ...received, told });
  if (!found.ok) {
    await tellRefusal(deps, { provider, from: received.from, reason: found.error });
    return refused(found.error === 'over' ? { kind: 'over' } : { kind: found.error, title });
  }
  const person = found.value;
  await records.note({ identity, provider, person, told });
  if (purpose.kind === 'link') return ok({ kind: 'linked' });
  if (settings.afterRevocation === 'fresh' && (await isOlderThanRevocation(deps, person, answer.idToken))) {
    // A fresh proof was asked for and this is still none: asking once more would go in circles. `max_age` alone
    // does not say it, since clocks may differ: whoever was cut within those minutes would be back by a reload.
    if (received.maxAgeSeconds !== undefined)
      throw new ProviderError('no-time-of-sign-in', 'a sign-in from before the last revocation');
    return ok({ kind: 'again', purpose: { kind: 'sign-in', destination: destinationOf(purpose) } });
  }
  const { sid } = answer.idToken;
  const { refreshToken } = answer;
  return ok({
    kind: 'proved',
    person,
    purpose,
    methods: provenBy(settings, answer.idToken),
    vouched: {
      ...identity,
      provider: provider.id,
      ...(typeof sid === 'string' && sid !== '' ? { sid } : {}),
      ...(refreshToken === undefined ? {} : { refreshToken }),
    },
  });
}

function destinationOf(purpose: ProviderPurpose): string {
  return purpose.kind === 'sign-in' ? purpose.destination : '';
}

// INVARIANT: people are found by issuer and subject alone. An address, verified or not, ties nobody to anybody.
async function whose(
  { records, audit }: FederationDeps,
  received: Received & { readonly told: ReturnType<typeof toldPerson> },
): Promise<Result<PersonId, 'unknown-person' | 'wrong-domain' | 'taken' | 'over'>> {
  const { provider, purpose, answer, session, told, from } = received;
  const identity = { issuer: provider.issuer, subject: answer.subject };
  const tie = { identity, provider: provider.id, login: told.login };
  if (purpose.kind === 'sign-in') {
    const known = await records.personOf(identity);
    if (known !== undefined) return ok(known);
    if (provider.settings.joining === 'invited') return refused('unknown-person');
    if (!emailFits(told.email, provider.settings.emailDomains)) return refused('wrong-domain');
    const { person, made } = await records.join({ identity, provider: provider.id, told });
    if (made === 'now')
      await audit.append({
        kind: 'object-created',
        actor: { kind: 'system' },
        about: [person, provider.id],
        address: from.address,
        data: { type: 'person', by: 'first-sign-in', ...identity, name: told.name },
      });
    return ok(person);
  }
  // Whoever holds the answer must be who went: a link that somebody else is sent to must not tie them.
  if (purpose.kind === 'link' && (session?.id !== purpose.session || session.person !== purpose.person))
    return refused('over');
  const { person } = purpose;
  const came =
    purpose.kind === 'link'
      ? await records.link({ ...tie, person, session: purpose.session })
      : await records.acceptInvitation({ ...tie, person, journey: purpose.enrolment });
  if (came !== 'linked') return refused(came);
  await audit.append({
    kind: 'object-changed',
    actor: { kind: 'person', id: person },
    about: [person, provider.id],
    address: from.address,
    data: { type: 'identity', change: 'linked', by: purpose.kind, ...identity },
  });
  return ok(person);
}

// After a session was taken from somebody, a provider that remembers them must not let them back in by itself: a
// cut would be undone by a reload.
async function isOlderThanRevocation(
  { records }: FederationDeps,
  person: PersonId,
  idToken: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const revokedAt = await records.lastRevokedAt(person);
  if (revokedAt === undefined) return false;
  const { auth_time: at } = idToken;
  return typeof at !== 'number' || at * 1000 < revokedAt;
}

async function faultOf(
  deps: FederationDeps,
  failed: { readonly provider: Provider; readonly thrown: unknown; readonly from?: From },
): Promise<Result<never, ProviderRefusal>> {
  const { provider, thrown, from } = failed;
  // What is no fault of the provider is one of ours, for the edge to tell.
  if (!(thrown instanceof ProviderError)) throw thrown;
  const { fault } = thrown;
  if (from !== undefined) await tellRefusal(deps, { provider, from, reason: `${fault}: ${thrown.message}` });
  return refused({ kind: 'fault', fault, title: provider.title });
}

async function tellRefusal(
  { audit }: FederationDeps,
  refusal: { readonly provider: Provider; readonly from: From; readonly reason: string },
): Promise<void> {
  const { provider, from, reason } = refusal;
  await audit.append({
    kind: 'person-refused',
    actor: { kind: 'system' },
    about: [provider.id],
    address: from.address,
    data: { reason: reason.slice(0, 300), userAgent: from.userAgent },
  });
}

function isSame(right: string, given: string): boolean {
  const [a, b] = [Buffer.from(right), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

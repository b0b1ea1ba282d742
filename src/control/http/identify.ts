import { isIP } from 'node:net';
import type { PersonId, SessionId } from '#base/ids.ts';
import type { Strength } from '#contracts/access.ts';
import { apiTokenPrefix } from '#contracts/api/tokens.ts';
import { addressHeader, assertionHeader, originOf, systemHost } from '#contracts/hosts.ts';
import type { Repositories } from '#store/index.ts';
import type { Caller } from '../faces.ts';
import { hashApiToken } from '../services/tokens/create-token.ts';
import type { Arrival } from './channel.ts';

/** What an assertion says once its signature, issuer, type, audience and time were found right. */
export interface Asserted {
  readonly person: PersonId;
  readonly session: SessionId;
  readonly strength: Strength;
}

/** Somebody known, and by what: only what a browser sends along by itself needs a proof against forgery. */
export interface Identified {
  readonly caller: Caller;
  readonly by: 'local-socket' | 'assertion' | 'api-token';
}

export interface IdentifyOptions {
  readonly domain: string;
  readonly publicPort: number;
  /** Verifies an assertion that control signed itself, for this audience and no other. */
  readonly verifyAssertion: (jwt: string, audience: string) => Promise<Asserted | undefined>;
  readonly store: Pick<Repositories, 'people' | 'sessions' | 'apiTokens'>;
}

/** Says who calls; undefined is nobody. */
export type Identify = (arrival: Arrival) => Promise<Identified | undefined>;

/**
 * Makes the one place that says who calls the API. Each way in belongs to its own place, so that no proof counts
 * where it was not made for: the assertion on the console with that very origin as audience, API tokens on the API's
 * host, nothing but the socket itself on the local socket. The portal is no way in: it opens for everybody, and an
 * administrator's sign-in there would pass by every policy about who opens the console, from where and how strongly.
 */
export function createIdentify(options: IdentifyOptions): Identify {
  const { domain } = options;
  const browserHost = systemHost('console', domain);
  const tokenHost = systemHost('api', domain);
  return async (arrival) => {
    if (arrival.channel === 'local') return localOwner;
    if (arrival.host === browserHost) return byAssertion(options, arrival);
    if (arrival.host === tokenHost) return byToken(options, arrival);
    return undefined;
  };
}

/** Says who reads the portal's pages, by the assertion made for it; nobody anywhere else. */
export function createPortalIdentify(options: IdentifyOptions): Identify {
  const host = systemHost('portal', options.domain);
  return async (arrival) =>
    arrival.channel === 'gateway' && arrival.host === host ? byAssertion(options, arrival) : undefined;
}

const localOwner: Identified = {
  caller: { actor: { kind: 'local', name: 'local' } },
  by: 'local-socket',
};

async function byAssertion(options: IdentifyOptions, arrival: Arrival): Promise<Identified | undefined> {
  const jwt = arrival.header(assertionHeader);
  if (jwt === undefined || jwt.length > 8_192) return undefined;
  const asserted = await options.verifyAssertion(jwt, originOf(arrival.host, options.publicPort));
  if (asserted === undefined) return undefined;
  const { person: id, session: sessionId, strength } = asserted;
  // The assertion may outlive what it rests on by its own lifetime; the database does not.
  const [person, session] = await Promise.all([
    options.store.people.find(id),
    options.store.sessions.find(sessionId),
  ]);
  if (person?.state !== 'enabled') return undefined;
  if (session?.personId !== id || session.endedAt !== null || session.remainingMs <= 0) return undefined;
  return {
    by: 'assertion',
    caller: {
      actor: { kind: 'person', id, name: person.name },
      person: id,
      session: sessionId,
      strength,
      ...addressOf(arrival),
    },
  };
}

const tokenForm = new RegExp(`^Bearer (${apiTokenPrefix}[A-Za-z0-9_-]{43})$`);

async function byToken(options: IdentifyOptions, arrival: Arrival): Promise<Identified | undefined> {
  const [, token] = tokenForm.exec(arrival.header('authorization') ?? '') ?? [];
  if (token === undefined) return undefined; // nothing that is not one of ours is ever looked up
  const row = await options.store.apiTokens.use(hashApiToken(token));
  if (row === undefined) return undefined;
  const owner = await options.store.people.find(row.ownerId);
  if (owner?.state !== 'enabled') return undefined;
  return {
    by: 'api-token',
    caller: {
      actor: { kind: 'api-token', id: row.id, name: row.name },
      person: owner.id,
      strength: { methods: ['key'], authenticatedAt: row.createdAt },
      scopes: row.scopes,
      ...addressOf(arrival),
    },
  };
}

function addressOf(arrival: Arrival): { readonly address?: string } {
  // The gateway makes this header and drops the client's.
  const address = arrival.header(addressHeader);
  return address === undefined || isIP(address) === 0 ? {} : { address };
}

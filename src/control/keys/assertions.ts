import type { Keyring } from '#ca/index.ts';
import { type PersonId, type SessionId, isId, newId } from '#base/ids.ts';
import { type AuthenticationMethod, type Strength, authenticationMethods } from '#contracts/access.ts';
import { formatSpiffeId, verifyAssertion } from '#trust/index.ts';
import type { AssertionClaims, GrantSigners } from '../push/signers.ts';

export interface AssertionOptions {
  readonly keyring: Pick<Keyring, 'signGrant' | 'signAssertion' | 'verificationKeys' | 'sealer'>;
  readonly domain: string;
  /** `iss` of our tokens. */
  readonly issuer: string;
  /** Origins of our own hosts, which are told people and sessions by their ids. */
  readonly ownOrigins: ReadonlySet<string>;
}

/**
 * Makes the tokens that go out with grants. To our own hosts people and sessions have their ids; every other app
 * gets names that are its alone, so that two apps cannot find out by comparing that they serve the same person.
 */
export function createGrantSigners({ keyring, domain, ownOrigins }: AssertionOptions): GrantSigners {
  const nameFor = (audience: string, id: string): string =>
    ownOrigins.has(audience) ? id : keyring.sealer.pseudonym(audience, id);
  return {
    signGrant: (claims) =>
      keyring.signGrant(
        {
          jti: claims.id,
          aud: formatSpiffeId(domain, { kind: 'gateway', id: claims.gateway }),
          sub: claims.person,
          sid: claims.session,
          app: claims.app,
          asOf: claims.asOf,
          ...(claims.route === undefined ? {} : { route: claims.route }),
        },
        secondsOf(claims),
      ),
    signAssertion: (claims) =>
      keyring.signAssertion(
        {
          jti: newId('event'),
          aud: claims.audience,
          kind: claims.kind,
          sub: nameFor(claims.audience, claims.person),
          sid: nameFor(claims.audience, claims.session),
          name: claims.name,
          ...(claims.email === undefined ? {} : { email: claims.email }),
          ...(ownOrigins.has(claims.audience) ? {} : toldGroups(claims.groups)),
          roles: claims.roles,
          amr: claims.methods,
          auth_time: Math.floor(claims.authenticatedAt / 1000),
        },
        secondsOf(claims),
      ),
  };
}

/**
 * The most room that the names of groups take in an assertion, bytes of JSON. It travels as a field of each request,
 * and servers take 8 to 16 KiB of fields in all: somebody in thousands of groups could open nothing.
 */
const mostGroupBytes = 4_096;

/**
 * Tells an app the groups of whoever opens it: all of them or none. Where they are not known, or too many to be told,
 * there is no claim: a list cut short, or an empty one, would be taken for the whole. Our own hosts read them from the
 * database.
 */
function toldGroups(groups: readonly string[] | undefined): Readonly<Record<string, unknown>> {
  if (groups === undefined) return {};
  const fits = Buffer.byteLength(JSON.stringify(groups)) <= mostGroupBytes;
  return fits ? { groups } : { groups_left_out: groups.length };
}

function secondsOf({ issuedAt, expiresAt }: Pick<AssertionClaims, 'issuedAt' | 'expiresAt'>): number {
  return Math.max(1, Math.ceil((expiresAt - issuedAt) / 1000));
}

/** Who an assertion of ours names. */
export interface AssertedPerson {
  readonly person: PersonId;
  readonly session: SessionId;
  readonly strength: Strength;
}

/**
 * Reads an assertion that came back to one of our own hosts: ours by signature, for this audience, in time, and
 * naming a person and a session by their ids.
 */
export function createAssertionReader({ keyring, issuer }: AssertionOptions, now: () => number) {
  return async (token: string, audience: string): Promise<AssertedPerson | undefined> => {
    const keys = keyring.verificationKeys('assertion');
    const verified = verifyAssertion({ token, audience, issuer, keys, at: now() });
    if (!verified.ok) return undefined;
    const { sub, sid, amr, auth_time: provedAt } = verified.value;
    if (!isId('person', sub) || !isId('session', sid) || typeof provedAt !== 'number') return undefined;
    return {
      person: sub,
      session: sid,
      strength: { methods: readMethods(amr), authenticatedAt: provedAt * 1000 },
    };
  };
}

function readMethods(amr: unknown): readonly AuthenticationMethod[] {
  return Array.isArray(amr) ? authenticationMethods.filter((method) => amr.includes(method)) : [];
}

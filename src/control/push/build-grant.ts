import type { GrantId } from '#base/ids.ts';
import type { Decision, RouteFacts } from '#contracts/access.ts';
import type { GrantMessage } from '#contracts/protocol/from-control.ts';
import type { Known } from '../faces.ts';
import type { Basis } from './decide-accesses.ts';
import { grantScope } from './grant-terms.ts';
import type { GrantSigners } from './signers.ts';

/** What a grant is made of. */
export interface GrantMaking {
  readonly id: GrantId;
  readonly gateway: string;
  readonly known: Known;
  readonly decision: Decision;
  readonly basis: Basis;
  readonly ttlMs: number;
}

export interface GrantMakers {
  readonly signers: GrantSigners;
  /** The public origin of a host. */
  readonly originOf: (host: string) => string;
}

/** Makes the message of a grant, with the two tokens that only control can sign. */
export async function buildGrant(makers: GrantMakers, making: GrantMaking): Promise<GrantMessage> {
  const { known, ttlMs } = making;
  const { principal, authn, time } = known.input;
  const times = { issuedAt: time.at, expiresAt: time.at + ttlMs };
  const [signed, assertion] = await Promise.all([
    makers.signers.signGrant({
      id: making.id,
      gateway: making.gateway,
      session: known.session,
      person: known.person,
      app: known.input.resource.id,
      ...routeClaim(known.input.route),
      asOf: making.basis.asOf,
      ...times,
    }),
    makers.signers.signAssertion({
      audience: makers.originOf(known.app.host),
      kind: principal.kind === 'person' ? 'person' : 'service',
      person: known.person,
      name: principal.name,
      ...(principal.kind === 'person' && principal.email !== undefined ? { email: principal.email } : {}),
      ...(principal.groups === undefined ? {} : { groups: principal.groups.map(({ name }) => name) }),
      roles: principal.roles,
      session: known.session,
      methods: authn.methods,
      authenticatedAt: authn.authenticatedAt,
      ...times,
    }),
  ]);
  return {
    id: making.id,
    session: known.session,
    person: known.person,
    name: principal.name,
    subjects: [...known.subjects],
    ttlMs,
    scope: grantScope(making.decision),
    signed,
    assertion,
  };
}

function routeClaim(route: RouteFacts | undefined) {
  return route === undefined ? {} : { route: route.id };
}

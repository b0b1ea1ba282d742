import type { PersonId, ProposalId, WeakeningId } from '#base/ids.ts';
import type { AdministrativeAction, ManagedFacts, Strength } from '#contracts/access.ts';
import type { ObjectDifference } from '#contracts/api/proposals.ts';
import type { PolicyChange } from '#contracts/api/policy-versions.ts';
import type { Actor } from '#contracts/events.ts';
import type { Weakening } from '#contracts/weakening.ts';
import type { Defaulted, GivenTime, Json, Maybe, MaybeTime, Time } from './column-types.ts';

export interface WeakeningsTable {
  id: WeakeningId;
  actor: Json<Actor>;
  personId: Maybe<PersonId>;
  weakens: Json<readonly Weakening[]>;
  difference: Json<readonly ObjectDifference[]>;
  revision: Maybe<number>;
  approvedBy: Json<Actor> | null;
  pastSecondPerson: Defaulted<boolean>;
  createdAt: Time;
  acknowledgedAt: MaybeTime;
  acknowledgedBy: Json<Actor> | null;
}

/** What a caller was when they proposed, as far as it is asked about again. */
export interface ProposingCaller {
  readonly actor: Actor;
  readonly session?: string | undefined;
  readonly strength?: Strength | undefined;
  readonly scopes?: readonly AdministrativeAction[] | undefined;
  readonly address?: string | undefined;
}

/** A permission that was asked for on the way. */
export interface Ask {
  readonly action: AdministrativeAction;
  readonly resource: ManagedFacts;
}

export interface ProposalsTable {
  id: ProposalId;
  operation: string;
  sealed: Buffer;
  digest: string;
  baseRevision: Maybe<number>;
  weakens: Json<readonly Weakening[]>;
  difference: Json<readonly ObjectDifference[]>;
  draft: Json<readonly PolicyChange[]> | null;
  asks: Json<readonly Ask[]>;
  message: Defaulted<string>;
  proposerId: PersonId;
  caller: Json<ProposingCaller>;
  createdAt: Time;
  expiresAt: GivenTime;
  state: Defaulted<'open' | 'approved' | 'rejected' | 'withdrawn'>;
  decidedAt: MaybeTime;
  decidedBy: Json<Actor> | null;
}

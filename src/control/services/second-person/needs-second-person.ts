import type { ObjectDifference } from '#contracts/api/proposals.ts';
import type { PolicyChange } from '#contracts/api/policy-versions.ts';
import type { Weakening } from '#contracts/weakening.ts';

/** What was about to be written, and is to be proposed in its place. */
export interface ToPropose {
  readonly weakens: readonly Weakening[];
  readonly difference: readonly ObjectDifference[];
  readonly digest: string;
  /** The version of the policies that it changes; null: it changes none. */
  readonly base: number | null;
  readonly message: string;
  readonly draft: readonly PolicyChange[] | null;
}

/** Thrown inside a transaction so that it is rolled back; never leaves the services. */
export class NeedsSecondPerson extends Error {
  readonly proposed: ToPropose;

  constructor(proposed: ToPropose) {
    super('a second person has to agree');
    this.proposed = proposed;
  }
}

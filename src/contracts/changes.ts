import type { Subject } from './subjects.ts';

/**
 * What a change asks of those who hear it. `revoke`: cut at once and ask nobody. `recheck`: ask again.
 * `config`: the gateways' configuration is another; nothing is cut by it alone.
 */
export type ChangeKind = 'revoke' | 'recheck' | 'config';

/**
 * The cause of a change that says nothing but that other policies are in force. Whoever writes a change with it
 * has changed nothing of people, sessions, groups, apps or settings that this change would have to tell of: what
 * is known of them stays true, and only the answers are in doubt.
 */
export const policyPublished = 'policy-published';

/** One row of the feed of changes. */
export interface Change {
  /** Ids are in the order of commits; holes mean nothing. */
  readonly id: number;
  readonly kind: ChangeKind;
  readonly subjects: readonly Subject[];
  /** A reason's code, told to whoever is cut by it. */
  readonly cause: string;
}

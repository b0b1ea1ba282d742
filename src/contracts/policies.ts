import type { PolicyId } from '#base/ids.ts';

/** One policy as it is stored: one Cedar statement (or several that belong together) under one title. */
export interface StoredPolicy {
  readonly id: PolicyId;
  readonly title: string;
  /** Cedar source text. */
  readonly text: string;
  /** `observe`: recorded, without a say. */
  readonly mode: 'enforce' | 'observe';
}

/** One policy of a version, on or off, with the name that people write. */
export interface VersionedPolicy extends StoredPolicy {
  readonly name: string;
  readonly enabled: boolean;
  /** From when it is enforced that only observes now, milliseconds since the Unix epoch; absent or null: never by itself. */
  readonly enforceFrom?: number | null | undefined;
}

/** All enabled policies at one revision; the unit of publication. */
export interface PolicySnapshot {
  readonly revision: number;
  readonly policies: readonly StoredPolicy[];
}

/** A fault of a policy's text, placed so that an editor can mark it. */
export interface PolicyProblem {
  readonly policy?: PolicyId;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** What to write instead, where that is known. */
  readonly help?: string;
  /** Offsets in the text, in UTF-16 units. */
  readonly start?: number;
  readonly end?: number;
}

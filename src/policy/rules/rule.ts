import type { PolicyJson } from '../cedar.ts';
import type { Mentions } from '../mentions.ts';

/** One statement as the rules for writing see it. */
export interface Written {
  readonly text: string;
  readonly json: PolicyJson;
  readonly mentions: Mentions;
}

/** What is wrong with a statement, and what to write instead. */
export interface Offence {
  readonly message: string;
  readonly help?: string;
  /** Finds the place within the statement; absent: all of it. */
  readonly near?: RegExp;
}

/** Refuses what Cedar's own validation lets pass. */
export type Rule = (written: Written) => readonly Offence[];

/** What can be wrong with a trail. */
export type ProblemKind =
  /** Its bytes, its payload or what stands beside them are not what was written. */
  | 'altered'
  /** It was there, and is not. */
  | 'dropped'
  /** It stands where another belongs. */
  | 'reordered'
  /** No key of ours signed it. */
  | 'forged';

/** One thing that is wrong, named so that it can be looked at. */
export interface AuditProblem {
  readonly kind: ProblemKind;
  /** The record's place; absent where it is about a checkpoint. */
  readonly chain?: string;
  readonly seq?: number;
  readonly checkpoint?: number;
  readonly message: string;
}

/** Collects problems, each place once. */
export interface Problems {
  record(kind: ProblemKind, place: { readonly chain: string; readonly seq: number }, message: string): void;
  checkpoint(kind: ProblemKind, number: number, message: string): void;
  /** Says that everything from a place to a number is missing: one by one, or together where that is many. */
  missing(
    from: { readonly chain: string; readonly seq: number } | { readonly checkpoint: number },
    to: number,
  ): void;
  list(): readonly AuditProblem[];
  /** How many there are, also those that are not listed. */
  count(): number;
}

/** A longer gap is named as one. */
const mostSingly = 1_000;

/** Creates a collection that lists at most `limit` and counts all. */
export function createProblems(limit: number): Problems {
  const found: AuditProblem[] = [];
  const places = new Set<string>();
  let count = 0;
  const add = (key: string, problem: AuditProblem): void => {
    if (places.has(key)) return;
    count += 1;
    if (found.length >= limit) return;
    places.add(key);
    found.push(problem);
  };
  const keyOf = (place: { readonly chain: string; readonly seq: number }): string =>
    `${place.chain}#${place.seq}`;
  return {
    record: (kind, { chain, seq }, message) => add(keyOf({ chain, seq }), { kind, chain, seq, message }),
    checkpoint: (kind, number, message) => add(`checkpoint ${number}`, { kind, checkpoint: number, message }),
    missing(from, to) {
      const start = 'seq' in from ? from.seq : from.checkpoint;
      const what = 'seq' in from ? `of ${from.chain}` : 'of the checkpoints';
      // A row at the end of all numbers must not make anybody count up to it.
      const last = to - start < mostSingly ? to : start;
      for (let each = start; each <= last; each += 1) {
        const message = last === to ? `${each} ${what} is missing` : `${start} to ${to} ${what} are missing`;
        if ('seq' in from)
          add(keyOf({ ...from, seq: each }), { kind: 'dropped', chain: from.chain, seq: each, message });
        else add(`checkpoint ${each}`, { kind: 'dropped', checkpoint: each, message });
      }
    },
    list: () => found,
    count: () => count,
  };
}

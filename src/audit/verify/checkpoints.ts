import {
  type CheckpointBody,
  checkpointHash,
  readCheckpoint,
  type VerifyCheckpointSignature,
} from '../checkpoint.ts';
import { allCheckpoints, type AuditSource, type Seal, type TrailCheckpoint } from '../trail-checkpoints.ts';
import type { Problems } from './problems.ts';

/** A chain as the checkpoints that can be trusted speak of it. */
export interface SignedChain {
  /** The first and the last checkpoint that names it. */
  readonly first: number;
  last: number;
  /** The last record that a checkpoint names. */
  seq: number;
  hash: string;
}

/** What reading all checkpoints brought. */
export interface CheckedCheckpoints {
  readonly count: number;
  /** Of these, those that were packed: all of them were made anew from what is kept. */
  readonly packed: number;
  readonly chains: ReadonlyMap<string, SignedChain>;
  /** Checkpoints whose word counts for nothing. */
  readonly bad: ReadonlySet<number>;
  /** Where chains stood at the checkpoints that were asked for. */
  readonly standing: ReadonlyMap<number, Standing>;
}

/** The state at one checkpoint: its own hash and time, and where every chain stood. */
export interface Standing {
  readonly hash: string;
  readonly at: number;
  readonly chains: ReadonlyMap<string, number>;
}

/** Reads every checkpoint in order: numbers without holes, each naming the one before, each signed by us. */
export async function checkCheckpoints(
  source: AuditSource,
  verify: VerifyCheckpointSignature,
  options: { readonly problems: Problems; readonly standingAt: ReadonlySet<number> },
): Promise<CheckedCheckpoints> {
  const { problems, standingAt } = options;
  const chains = new Map<string, SignedChain>();
  const bad = new Set<number>();
  const standing = new Map<number, Standing>();
  const seals = createSeals(verify);
  let count = 0;
  let packed = 0;
  let expected = 1;
  let previous: string | null | undefined = null;
  for await (const row of allCheckpoints(source, 0)) {
    count += 1;
    if (row.seal.first < row.seal.last) packed += 1;
    if (row.number !== expected) {
      problems.missing({ checkpoint: expected }, row.number - 1);
      previous = undefined;
    }
    expected = row.number + 1;
    const body = await trusted(row, seals, { problems, previous });
    previous = checkpointHash(row.bytes);
    if (body === undefined) {
      bad.add(row.number);
      continue;
    }
    for (const { chain, seq, hash } of body.chains) noteHead(chains, { chain, seq, hash }, row.number);
    if (standingAt.has(row.number)) {
      const seqs = new Map([...chains].map(([chain, { seq }]) => [chain, seq]));
      standing.set(row.number, { hash: previous, at: body.at, chains: seqs });
    }
  }
  return { count, packed, chains, bad, standing };
}

/** Tells whether a seal is by a key of ours; those of one pack share theirs, which is looked at once. */
function createSeals(verify: VerifyCheckpointSignature): (seal: Seal) => Promise<boolean> {
  let last: { readonly seal: Seal; readonly good: boolean } | undefined;
  return async (seal) => {
    if (last?.seal !== seal) last = { seal, good: await verify(seal) };
    return last.good;
  };
}

interface Trusting {
  readonly problems: Problems;
  /** Hash of the checkpoint before it; undefined where that is missing. */
  readonly previous: string | null | undefined;
}

async function trusted(
  row: TrailCheckpoint,
  isOurs: (seal: Seal) => Promise<boolean>,
  { problems, previous }: Trusting,
): Promise<CheckpointBody | undefined> {
  const say = (kind: 'altered' | 'forged' | 'reordered', message: string): undefined => {
    problems.checkpoint(kind, row.number, `checkpoint ${row.number} ${message}`);
  };
  const body = readCheckpoint(row.bytes);
  if (!body.ok) return say('altered', 'cannot be read');
  const { seal } = row;
  if (!(await isOurs(seal))) {
    if (seal.first === seal.last) return say('forged', 'is not signed by a key of ours');
    const message = `checkpoints ${seal.first} to ${seal.last} are not what a key of ours signed`;
    problems.checkpoint('forged', seal.last, message);
    return undefined;
  }
  if (body.value.number !== row.number) return say('reordered', `says that it is ${body.value.number}`);
  if (body.value.at !== row.at) return say('altered', 'stands under another time than it names');
  if (previous !== undefined && body.value.previous !== previous) {
    return say('altered', 'does not name the checkpoint that stands before it');
  }
  return body.value;
}

function noteHead(
  chains: Map<string, SignedChain>,
  { chain, seq, hash }: CheckpointBody['chains'][number],
  number: number,
): void {
  const known = chains.get(chain);
  if (known === undefined) {
    chains.set(chain, { first: number, last: number, seq, hash });
    return;
  }
  known.last = number;
  // A later checkpoint that names less was made of a trail that had been cut: the earlier one stands.
  if (seq >= known.seq) Object.assign(known, { seq, hash });
}

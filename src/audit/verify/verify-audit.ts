import type { VerifyCheckpointSignature } from '../checkpoint.ts';
import { checkpointHash, readCheckpoint } from '../checkpoint.ts';
import { checkChain } from './chain.ts';
import type { AuditSource } from '../trail-checkpoints.ts';
import { checkCheckpoints, type CheckedCheckpoints, type Standing } from './checkpoints.ts';
import { type AuditProblem, createProblems, type Problems } from './problems.ts';

/** A checkpoint that was kept where whoever owns the database could not reach it. */
export interface HeldCheckpoint {
  readonly bytes: Uint8Array;
  readonly kid: string;
  readonly signature: Uint8Array;
}

export interface VerifyAuditOptions {
  readonly source: AuditSource;
  readonly verifySignature: VerifyCheckpointSignature;
  /** Checkpoints kept elsewhere. Without one, nothing speaks against whoever owns both database and key. */
  readonly held?: readonly HeldCheckpoint[];
  /** How many problems are named; all are counted. Default 1,000. */
  readonly limit?: number;
}

/** What verifying found. */
export interface AuditVerification {
  readonly intact: boolean;
  readonly chains: number;
  readonly records: number;
  /** Records whose payload was erased; the chain verifies without it. */
  readonly erased: number;
  /** Records past the last checkpoint: dropped from the end, they would not be missed. */
  readonly unsigned: number;
  readonly checkpoints: number;
  /** Of these, those that are kept packed. */
  readonly packed: number;
  readonly problems: readonly AuditProblem[];
  /** How many problems there are, also those that are not named. */
  readonly problemCount: number;
  /** The held checkpoint up to which nothing is altered, missing or out of place. */
  readonly provenUpTo?: { readonly checkpoint: number; readonly at: number };
}

/**
 * Verifies the whole trail in constant memory: every checkpoint, then every chain beside the checkpoints that
 * name it. Whoever holds the database and the signing key can rewrite all of it so that this finds nothing; only
 * a checkpoint kept elsewhere proves more, and up to which one it does is part of the answer.
 */
export async function verifyAudit(options: VerifyAuditOptions): Promise<AuditVerification> {
  const { source, verifySignature } = options;
  const problems = createProblems(options.limit ?? 1_000);
  const held = await readHeld(options, problems);
  const standingAt = new Set(held.map(({ number }) => number));
  const checkpoints = await checkCheckpoints(source, verifySignature, { problems, standingAt });
  const stored = (await source.heads()).map(({ chain }) => chain);
  const names = [...new Set([...stored, ...checkpoints.chains.keys()])].toSorted();
  const count = { records: 0, erased: 0, unsigned: 0 };
  for (const chain of names) {
    const of = await checkChain(source, chain, { checkpoints, problems });
    count.records += of.records;
    count.erased += of.erased;
    count.unsigned += of.unsigned;
  }
  const provenUpTo = proven(held, checkpoints, problems);
  return {
    intact: problems.count() === 0,
    chains: names.length,
    ...count,
    checkpoints: checkpoints.count,
    packed: checkpoints.packed,
    problems: problems.list(),
    problemCount: problems.count(),
    ...(provenUpTo === undefined ? {} : { provenUpTo }),
  };
}

interface Held {
  readonly number: number;
  readonly hash: string;
}

async function readHeld(options: VerifyAuditOptions, problems: Problems): Promise<readonly Held[]> {
  const read: Held[] = [];
  for (const held of options.held ?? []) {
    const body = readCheckpoint(held.bytes);
    if (!body.ok || !(await options.verifySignature(held))) {
      problems.checkpoint(
        'forged',
        body.ok ? body.value.number : 0,
        'the checkpoint given is not one of ours',
      );
      continue;
    }
    read.push({ number: body.value.number, hash: checkpointHash(held.bytes) });
  }
  return read.toSorted((left, right) => left.number - right.number);
}

function proven(
  held: readonly Held[],
  checkpoints: CheckedCheckpoints,
  problems: Problems,
): AuditVerification['provenUpTo'] {
  let best: AuditVerification['provenUpTo'];
  for (const { number, hash } of held) {
    const standing = checkpoints.standing.get(number);
    if (standing === undefined) {
      problems.checkpoint('dropped', number, `checkpoint ${number}, which was kept elsewhere, is missing`);
    } else if (standing.hash !== hash) {
      problems.checkpoint('altered', number, `checkpoint ${number} is not the one that was kept elsewhere`);
    }
  }
  // More problems than can be named might lie anywhere.
  if (problems.count() > problems.list().length) return undefined;
  for (const { number, hash } of held) {
    const standing = checkpoints.standing.get(number);
    if (standing?.hash !== hash) continue;
    if (problems.list().some((problem) => liesBefore(problem, number, standing))) continue;
    best = { checkpoint: number, at: standing.at };
  }
  return best;
}

function liesBefore(problem: AuditProblem, number: number, standing: Standing): boolean {
  if (problem.checkpoint !== undefined) return problem.checkpoint <= number;
  if (problem.chain === undefined || problem.seq === undefined) return true;
  return problem.seq <= (standing.chains.get(problem.chain) ?? 0);
}

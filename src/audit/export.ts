import type { HeldCheckpoint } from './verify/verify-audit.ts';
import { z } from 'zod';
import { type Result, ok, refused } from '#base/result.ts';
import { checkpointBodySchema, checkpointBytes } from './checkpoint.ts';
import { checkpointLine, packedCheckpointLine, recordLine } from './export-line.ts';
import { allCheckpoints, type AuditSource } from './trail-checkpoints.ts';

const batch = 500;

/**
 * Writes out the whole trail, one line of JSON with its line end at a time: every chain in order, then every
 * checkpoint, so that each line that a checkpoint speaks of has come before it. A packed checkpoint has no signature of
 * its own any more: the next one that has names it by its hash, through those between.
 */
export async function* exportAudit(source: AuditSource): AsyncGenerator<string> {
  for (const { chain, seq: end } of await source.heads()) {
    let seq = 1;
    while (seq <= end) {
      const rows = await source.read({ chain, seq, limit: batch });
      const last = rows.at(-1);
      if (last === undefined) break;
      for (const row of rows) yield `${recordLine(row)}\n`;
      seq = last.seq + 1;
    }
  }
  for await (const { number, bytes, seal } of allCheckpoints(source, 0)) {
    const line = number === seal.last ? checkpointLine({ ...seal, bytes }) : packedCheckpointLine(bytes);
    yield `${line}
`;
  }
}

const heldSchema = z.object({
  type: z.literal('checkpoint'),
  checkpoint: checkpointBodySchema,
  kid: z.string(),
  signature: z.string().regex(/^[A-Za-z0-9_-]+$/),
});

/** Reads a checkpoint as it was exported; its bytes are made anew, since canonical JSON has one form only. */
export function readHeldCheckpoint(exported: unknown): Result<HeldCheckpoint, 'not-a-checkpoint'> {
  const parsed = heldSchema.safeParse(exported);
  if (!parsed.success) return refused('not-a-checkpoint');
  const { checkpoint, kid, signature } = parsed.data;
  return ok({ bytes: checkpointBytes(checkpoint), kid, signature: Buffer.from(signature, 'base64url') });
}

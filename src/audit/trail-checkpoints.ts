import type { AuditCheckpointRow, CheckpointPackRow, Repositories } from '#store/index.ts';
import { unpackCheckpoints } from './pack-checkpoints.ts';

/** Where the trail is read from. */
export type AuditSource = Pick<
  Repositories['audit'],
  'heads' | 'read' | 'checkpoints' | 'nextCheckpointPack'
>;

/** A checkpoint of the trail, with the signature that vouches for it. */
export interface TrailCheckpoint {
  readonly number: number;
  readonly at: number;
  readonly bytes: Buffer;
  readonly seal: Seal;
}

/** A signature over one checkpoint, and by the hashes of their predecessors over all from the first on. */
export interface Seal {
  readonly first: number;
  readonly last: number;
  /** Those of the last one. */
  readonly bytes: Buffer;
  readonly kid: string;
  readonly signature: Buffer;
}

const batch = 500;

/**
 * Streams checkpoints past a number, those that were packed among them. A pack that cannot be read gives none, so
 * that they are missed.
 */
export async function* allCheckpoints(source: AuditSource, after: number): AsyncGenerator<TrailCheckpoint> {
  let done = after;
  // Apart from what is done: a pack that lies about where it ends must not lead past what stands behind it.
  let seen = after;
  for (;;) {
    const rows = await source.checkpoints({ after: done, limit: batch });
    // Read after the rows: what is packed in between is in one of the two.
    const pack = rows[0]?.number === done + 1 ? undefined : await source.nextCheckpointPack(seen);
    if (pack !== undefined) {
      const all = sealed(pack).filter(({ number }) => number > done);
      yield* all;
      done = all.at(-1)?.number ?? done;
      seen = pack.last;
      continue;
    }
    for (const row of rows) yield asStored(row);
    const end = rows.at(-1);
    if (end === undefined) return;
    done = end.number;
    seen = Math.max(seen, done);
  }
}

/** What is in a pack; nothing where that is not what it says. */
function sealed({ first, last, packed, kid, signature }: CheckpointPackRow): readonly TrailCheckpoint[] {
  const unpacked = unpackCheckpoints(packed, first);
  const all = unpacked.ok ? unpacked.value : [];
  const end = all.at(-1);
  if (end?.number !== last) return [];
  const seal: Seal = { first, last, bytes: end.bytes, kid, signature };
  return all.map((each) => ({ ...each, seal }));
}

function asStored({ number, at, bytes, kid, signature }: AuditCheckpointRow): TrailCheckpoint {
  return { number, at, bytes, seal: { first: number, last: number, bytes, kid, signature } };
}

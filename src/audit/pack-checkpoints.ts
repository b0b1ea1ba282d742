import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { type Result, ok, refused } from '#base/result.ts';
import { type CheckpointBody, checkpointBytes, checkpointHash, readCheckpoint } from './checkpoint.ts';

const hex = z.string().regex(/^[0-9a-f]{64}$/);

/** What is left of checkpoints where all that follows from their order is taken out. */
const packSchema = z.strictObject({
  v: z.literal(1),
  /** The hash of the checkpoint before the first. */
  previous: hex.nullable(),
  chains: z.array(z.string()),
  /** Of each: its time, 1 where it names all chains, and its heads by the place of the chain. */
  points: z.array(
    z.tuple([
      z.number(),
      z.union([z.literal(0), z.literal(1)]),
      z.array(z.tuple([z.number().int().nonnegative(), z.number().int().positive(), hex])),
    ]),
  ),
});

/** A pack of some hundred checkpoints has some ten thousand bytes; more is none of ours. */
const mostUnpacked = 16 * 1024 * 1024;

/** A checkpoint that was packed: its bytes are the very ones that were signed over, or named by a later one. */
export interface UnpackedCheckpoint {
  readonly number: number;
  readonly at: number;
  readonly bytes: Buffer;
}

/**
 * Packs checkpoints that follow each other. Undefined where unpacking would not give the same bytes: then somebody
 * altered one, and it stays as it stands for verifying to name it.
 */
export function packCheckpoints(stored: readonly Uint8Array[]): Buffer | undefined {
  const bodies: CheckpointBody[] = [];
  for (const bytes of stored) {
    const body = readCheckpoint(bytes);
    if (!body.ok) return undefined;
    bodies.push(body.value);
  }
  const [first] = bodies;
  if (first === undefined) return undefined;
  const chains = [...new Set(bodies.flatMap((body) => body.chains.map(({ chain }) => chain)))];
  const places = new Map(chains.map((chain, place) => [chain, place]));
  const points = bodies.map(({ at, heads, chains: of }) => [
    at,
    heads === 'all' ? 1 : 0,
    of.map(({ chain, seq, hash }) => [places.get(chain) ?? 0, seq, hash]),
  ]);
  const pack = { v: 1, previous: first.previous, chains, points };
  const packed = deflateRawSync(JSON.stringify(pack), { level: 9 });
  const again = unpackCheckpoints(packed, first.number);
  const same =
    again.ok &&
    again.value.length === stored.length &&
    again.value.every(({ bytes }, place) => bytes.equals(stored[place] ?? Buffer.alloc(0)));
  return same ? packed : undefined;
}

/** Makes the bytes of packed checkpoints anew, from the first's number on. */
export function unpackCheckpoints(
  packed: Uint8Array,
  first: number,
): Result<readonly UnpackedCheckpoint[], 'unreadable'> {
  const pack = packSchema.safeParse(inflated(packed));
  if (!pack.success) return refused('unreadable');
  const { chains, points } = pack.data;
  let { previous } = pack.data;
  const unpacked: UnpackedCheckpoint[] = [];
  for (const [place, [at, full, heads]] of points.entries()) {
    const number = first + place;
    const bytes = checkpointBytes({
      v: 1,
      number,
      at,
      previous,
      heads: full === 1 ? 'all' : 'grown',
      chains: heads.map(([chain, seq, hash]) => ({ chain: chains[chain] ?? '', seq, hash })),
    });
    unpacked.push({ number, at, bytes });
    previous = checkpointHash(bytes);
  }
  return ok(unpacked);
}

function inflated(packed: Uint8Array): unknown {
  try {
    return JSON.parse(inflateRawSync(packed, { maxOutputLength: mostUnpacked }).toString('utf8'));
  } catch {
    return undefined;
  }
}

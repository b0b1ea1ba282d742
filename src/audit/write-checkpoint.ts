import type { Clock } from '#base/clock.ts';
import type { ChainHead, Repositories, Store } from '#store/index.ts';
import {
  type CheckpointBody,
  checkpointBytes,
  checkpointHash,
  type CheckpointSigner,
  readCheckpoint,
  type SignedCheckpoint,
} from './checkpoint.ts';
import { checkpointLine } from './export-line.ts';
import { packCheckpoints } from './pack-checkpoints.ts';
import type { SinkFan } from './sinks/fan.ts';

export interface CheckpointWriterOptions {
  readonly store: Pick<Store, 'exclusively'>;
  readonly signer: CheckpointSigner;
  readonly clock: Clock;
  readonly sinks?: Pick<SinkFan, 'send'>;
  /** Every so many checkpoints one names all chains, and so many make a pack; a test's own, else 500. */
  readonly fullEvery?: number;
}

/** Writes checkpoints; to be run every 10 s by every replica, of which one at a time gets to. */
export interface CheckpointWriter {
  /** Signs where all chains stand; undefined when nothing grew, or when another replica is at it. */
  write(): Promise<SignedCheckpoint | undefined>;
  /**
   * Packs checkpoints that are older than a day, and gives how many. A pack proves what they proved, in about a tenth
   * of the room.
   */
  pack(): Promise<number>;
}

/** Every so many checkpoints one names all chains, so that nobody has to go back further to know them. */
const usualFullEvery = 500;

/** How old a checkpoint is before it is packed. */
const packedAfterMs = 86_400_000;
/** Packs that are made at once; what is left is for the next time. */
const mostPacks = 20;

type Audit = Repositories['audit'];

/** Creates the writer of one replica. */
export function createCheckpointWriter(options: CheckpointWriterOptions): CheckpointWriter {
  const { store, signer, clock, sinks, fullEvery = usualFullEvery } = options;
  return {
    async write() {
      const outcome = await store.exclusively('checkpoint', async ({ audit }) => {
        const body = await nextBody(audit, { at: Math.floor(clock.wall()), fullEvery });
        if (body === undefined) return undefined;
        const bytes = checkpointBytes(body);
        const { kid, signature } = await signer.sign(bytes);
        const signed = { number: body.number, bytes, kid, signature: Buffer.from(signature) };
        await audit.insertCheckpoint({ ...signed, at: new Date(body.at) });
        return signed;
      });
      if (!outcome.ok || outcome.value === undefined) return undefined;
      sinks?.send([checkpointLine(outcome.value)]);
      return outcome.value;
    },
    async pack() {
      for (let packs = 0; packs < mostPacks; packs += 1) {
        const olderThan = clock.wall() - packedAfterMs;
        const packed = await store.exclusively('checkpoint', ({ audit }) =>
          packOldest(audit, { olderThan, size: fullEvery }),
        );
        if (!packed.ok || packed.value === 'nothing to pack') return packs * fullEvery;
      }
      return mostPacks * fullEvery;
    },
  };
}

/**
 * Packs the oldest checkpoints if there are enough of them, all old, with later ones behind them: the writer looks
 * back over one such lot, and the newest checkpoint is always there as it was signed.
 */
async function packOldest(
  audit: Audit,
  { olderThan, size }: { readonly olderThan: number; readonly size: number },
): Promise<'packed' | 'nothing to pack'> {
  const rows = await audit.checkpoints({ after: 0, limit: size + 1 });
  const [first] = rows;
  const lot = rows.slice(0, size);
  const last = lot.at(-1);
  if (first === undefined || last === undefined || rows.length <= size) return 'nothing to pack';
  if (first.number % size !== 1 || last.number !== first.number + size - 1) return 'nothing to pack';
  if (lot.some(({ at }) => at > olderThan)) return 'nothing to pack';
  const packed = packCheckpoints(lot.map(({ bytes }) => bytes));
  if (packed === undefined) return 'nothing to pack';
  const { kid, signature } = last;
  await audit.packCheckpoints({ first: first.number, last: last.number, packed, kid, signature });
  return 'packed';
}

async function nextBody(
  audit: Audit,
  { at, fullEvery }: { readonly at: number; readonly fullEvery: number },
): Promise<CheckpointBody | undefined> {
  const last = await audit.lastCheckpoint();
  const number = (last?.number ?? 0) + 1;
  const heads = await audit.heads();
  const signed = await signedHeads(audit, { number, fullEvery });
  const grown = heads.filter(({ chain, seq }) => signed.get(chain) !== seq);
  if (grown.length === 0) return undefined;
  const full = number % fullEvery === 1;
  return {
    v: 1,
    number,
    at,
    previous: last === undefined ? null : checkpointHash(last.bytes),
    heads: full ? 'all' : 'grown',
    chains: (full ? heads : grown).map(toHead),
  };
}

/** Where chains stood by the checkpoints before this number, back to the last that named them all. */
async function signedHeads(
  audit: Audit,
  { number, fullEvery }: { readonly number: number; readonly fullEvery: number },
): Promise<ReadonlyMap<string, number>> {
  const full = Math.max(1, number - 1 - ((number - 2) % fullEvery));
  const heads = new Map<string, number>();
  const rows = number === 1 ? [] : await audit.checkpoints({ after: full - 1, limit: fullEvery });
  for (const { bytes } of rows) {
    const body = readCheckpoint(bytes);
    if (!body.ok) continue;
    for (const { chain, seq } of body.value.chains) heads.set(chain, seq);
  }
  return heads;
}

function toHead({ chain, seq, hash }: ChainHead): CheckpointBody['chains'][number] {
  return { chain, seq, hash: hash.toString('hex') };
}

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
import type { SinkFan } from './sinks/fan.ts';

export interface CheckpointWriterOptions {
  readonly store: Pick<Store, 'exclusively'>;
  readonly signer: CheckpointSigner;
  readonly clock: Clock;
  readonly sinks?: Pick<SinkFan, 'send'>;
}

/** Writes checkpoints; to be run every 10 s by every replica, of which one at a time gets to. */
export interface CheckpointWriter {
  /** Signs where all chains stand; undefined when nothing grew, or when another replica is at it. */
  write(): Promise<SignedCheckpoint | undefined>;
}

/** Every so many checkpoints one names all chains, so that nobody has to go back further to know them. */
export const fullEvery = 500;

type Audit = Repositories['audit'];

/** Creates the writer of one replica. */
export function createCheckpointWriter(options: CheckpointWriterOptions): CheckpointWriter {
  const { store, signer, clock, sinks } = options;
  return {
    async write() {
      const outcome = await store.exclusively('checkpoint', async ({ audit }) => {
        const body = await nextBody(audit, Math.floor(clock.wall()));
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
  };
}

async function nextBody(audit: Audit, at: number): Promise<CheckpointBody | undefined> {
  const last = await audit.lastCheckpoint();
  const number = (last?.number ?? 0) + 1;
  const heads = await audit.heads();
  const signed = await signedHeads(audit, number);
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
async function signedHeads(audit: Audit, number: number): Promise<ReadonlyMap<string, number>> {
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

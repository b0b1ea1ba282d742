import { z } from 'zod';
import { canonicalBytes } from '#base/canonical-json.ts';
import type { Result } from '#base/result.ts';
import { readBytes, sha256 } from './record.ts';

const hex = z.string().regex(/^[0-9a-f]{64}$/);

/** What a checkpoint signs: where chains stand, and by its predecessor where they stood before. */
export const checkpointBodySchema = z.strictObject({
  v: z.literal(1),
  /** 1, 2, 3 … without holes. */
  number: z.number().int().positive(),
  at: z.number(),
  /** SHA-256 of the checkpoint before it, hex; null in the first. */
  previous: hex.nullable(),
  /** `all`: every chain; `grown`: those that grew since the checkpoint before; the others stand where they did. */
  heads: z.enum(['all', 'grown']),
  chains: z.array(z.strictObject({ chain: z.string(), seq: z.number().int().positive(), hash: hex })),
});
export type CheckpointBody = z.infer<typeof checkpointBodySchema>;

/** A signed checkpoint as it is stored. */
export interface SignedCheckpoint {
  readonly number: number;
  readonly bytes: Buffer;
  /** The key that signed it. */
  readonly kid: string;
  readonly signature: Buffer;
}

/** Signs checkpoints with the key of the purpose `audit`. */
export interface CheckpointSigner {
  sign(bytes: Uint8Array): Promise<{ readonly kid: string; readonly signature: Uint8Array }>;
}

/** Tells whether a signature over these bytes is by this key of ours. */
export type VerifyCheckpointSignature = (signed: {
  readonly bytes: Uint8Array;
  readonly kid: string;
  readonly signature: Uint8Array;
}) => boolean | Promise<boolean>;

/** Writes a checkpoint's body as the bytes that are signed. */
export function checkpointBytes(body: CheckpointBody): Buffer {
  return canonicalBytes(body);
}

/** Reads the body of a checkpoint from its bytes. */
export function readCheckpoint(bytes: Uint8Array): Result<CheckpointBody, 'unreadable'> {
  return readBytes(bytes, checkpointBodySchema);
}

/** The hash by which others name a checkpoint, hex. */
export function checkpointHash(bytes: Uint8Array): string {
  return sha256(bytes).toString('hex');
}

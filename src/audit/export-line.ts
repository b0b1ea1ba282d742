import type { SignedCheckpoint } from './checkpoint.ts';

/** What of a stored record is written out. */
export interface ExportedRow {
  readonly bytes: Buffer;
  readonly salt: Buffer | null;
  readonly payload: Buffer | null;
}

/**
 * Writes a record as a line of JSON that can be verified elsewhere: the head and the event are canonical JSON,
 * so writing them canonically again gives the very bytes that were hashed.
 */
export function recordLine(row: ExportedRow): string {
  return JSON.stringify({
    type: 'record',
    record: parsed(row.bytes),
    salt: row.salt?.toString('hex') ?? null,
    event: row.payload === null ? null : parsed(row.payload),
  });
}

/** Writes a checkpoint as a line of JSON, to be kept where whoever owns this machine cannot reach. */
export function checkpointLine(checkpoint: Omit<SignedCheckpoint, 'number'>): string {
  return JSON.stringify({
    type: 'checkpoint',
    checkpoint: parsed(checkpoint.bytes),
    kid: checkpoint.kid,
    signature: checkpoint.signature.toString('base64url'),
  });
}

/** Writes a checkpoint for which the signature of a later one vouches. */
export function packedCheckpointLine(bytes: Buffer): string {
  return JSON.stringify({ type: 'checkpoint', checkpoint: parsed(bytes), kid: null, signature: null });
}

// What was tampered with may be no JSON any more; it is shown as it is then.
function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return { unreadable: bytes.toString('base64') };
  }
}

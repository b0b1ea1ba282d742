import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { canonicalBytes } from '#base/canonical-json.ts';
import { type Result, ok, refused } from '#base/result.ts';
import type { AuditEvent, AuditKind } from '#contracts/events.ts';

const hex = z.string().regex(/^[0-9a-f]{64}$/);

/** What the chain is made of. It holds nothing that may have to be erased: the payload only by a salted hash. */
export const recordHeadSchema = z.strictObject({
  v: z.literal(1),
  chain: z.string(),
  /** 1, 2, 3 … without holes. */
  seq: z.number().int().positive(),
  /** Milliseconds since the Unix epoch, by the clock of the process that wrote it. */
  at: z.number(),
  kind: z.string(),
  /** SHA-256 of the record before it, hex; null in the first. */
  previous: hex.nullable(),
  /** SHA-256 of salt and payload, hex. */
  payload: hex,
  /** In the first record of a chain: the checkpoint before it, where there was one. */
  after: z.strictObject({ number: z.number().int().positive(), hash: hex }).optional(),
});
export type RecordHead = z.infer<typeof recordHeadSchema>;

/** A record as it is stored. */
export interface SealedRecord {
  readonly chain: string;
  readonly seq: number;
  readonly at: Date;
  readonly kind: AuditKind;
  readonly about: string[];
  /** Canonical JSON of the head. */
  readonly bytes: Buffer;
  /** SHA-256 of the bytes: what the next record names. */
  readonly hash: Buffer;
  readonly salt: Buffer;
  /** Canonical JSON of who, about what, from where, and what. */
  readonly payload: Buffer;
}

/** Where a new record stands. */
export interface RecordPlace {
  readonly chain: string;
  readonly seq: number;
  readonly at: number;
  readonly previous: Buffer | undefined;
  readonly after?: RecordHead['after'];
}

/** An event in the form in which it is stored. */
export interface PreparedEvent {
  readonly kind: AuditKind;
  readonly about: readonly string[];
  readonly payload: Buffer;
}

/**
 * Writes an event in its stored form, before it meets others: one that cannot be written must not take down the
 * records it would have been committed with.
 * @throws TypeError for what JSON or a text of the database cannot carry exactly
 */
export function prepareEvent({ kind, actor, about, address, data }: AuditEvent): PreparedEvent {
  if (about.some((id) => id.includes('\0'))) throw new TypeError('an identifier cannot hold NUL');
  return { kind, about, payload: canonicalBytes({ actor, about, address, data }) };
}

/**
 * Seals an event into its place. The salt makes the hash of a payload worthless for guessing what was in it once
 * both are erased: most payloads are short and could be tried out.
 */
export function sealRecord({ kind, about, payload }: PreparedEvent, place: RecordPlace): SealedRecord {
  const { chain, seq } = place;
  const salt = randomBytes(32);
  const head: RecordHead = {
    v: 1,
    chain,
    seq,
    at: place.at,
    kind,
    previous: place.previous?.toString('hex') ?? null,
    payload: payloadHash(salt, payload),
    ...(place.after === undefined ? {} : { after: place.after }),
  };
  const bytes = canonicalBytes(head);
  const hash = sha256(bytes);
  return { chain, seq, at: new Date(place.at), kind, about: [...about], bytes, hash, salt, payload };
}

/** Reads the head of a record from its bytes. */
export function readHead(bytes: Uint8Array): Result<RecordHead, 'unreadable'> {
  return readBytes(bytes, recordHeadSchema);
}

/** Reads canonical JSON of a known shape; other bytes for the same value are refused. */
export function readBytes<Value>(bytes: Uint8Array, schema: z.ZodType<Value>): Result<Value, 'unreadable'> {
  try {
    const buffer = Buffer.from(bytes);
    const value = schema.safeParse(JSON.parse(buffer.toString('utf8')));
    return value.success && canonicalBytes(value.data).equals(buffer)
      ? ok(value.data)
      : refused('unreadable');
  } catch {
    return refused('unreadable');
  }
}

/** The salted hash by which a head names its payload, hex. */
export function payloadHash(salt: Uint8Array, payload: Uint8Array): string {
  return createHash('sha256').update(salt).update(payload).digest('hex');
}

/** SHA-256. */
export function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

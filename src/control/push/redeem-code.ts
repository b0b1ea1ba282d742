import { createHash, createHmac } from 'node:crypto';
import { isIP } from 'node:net';
import type { PersonId, SessionId } from '#base/ids.ts';
import type { Redeemed } from '#contracts/protocol/from-control.ts';
import type { Redeem } from '#contracts/protocol/from-gateway.ts';
import { isTokenHash } from './sound-input.ts';

/** A code as it is shown, and the token that is to take its place. */
export interface ShownCode {
  /** SHA-256 of the code, hex. */
  readonly hash: string;
  readonly host: string;
  /** SHA-256 of the nonce, base64url. */
  readonly nonceHash: string;
  readonly token: string;
  readonly address: string;
  readonly userAgent: string;
}

/** Where codes are burnt. */
export interface CodeDesk {
  /**
   * Burns a code and writes the host's token with the strength that the code carries, in one transaction.
   * Undefined when it was used, is over, or is for another host, another browser or an ended session.
   */
  redeem(shown: ShownCode): Promise<{ readonly session: SessionId; readonly person: PersonId } | undefined>;
}

export interface RedeemParts {
  readonly desk: CodeDesk;
  /** Key of the names under which hosts know people; 32 bytes. */
  readonly personNameKey: Uint8Array;
}

/** Turns a one-time code into a host's token. */
export async function redeemCode(parts: RedeemParts, message: Redeem): Promise<Redeemed> {
  const refuse = (reason: string): Redeemed => ({
    kind: 'redeemed',
    id: message.id,
    result: { ok: false, reason },
  });
  if (!isSound(message)) return refuse('code-invalid');
  const made = await parts.desk.redeem({
    hash: createHash('sha256').update(message.code).digest('hex'),
    host: message.host,
    nonceHash: createHash('sha256').update(message.nonce).digest('base64url'),
    token: message.token,
    address: message.address,
    userAgent: message.userAgent,
  });
  // One word for every reason: a gateway, or whoever stands behind it, learns nothing from guessing.
  if (made === undefined) return refuse('code-invalid');
  const personKey = personNameOn(parts.personNameKey, message.host, made.person);
  return { kind: 'redeemed', id: message.id, result: { ok: true, ...made, personKey } };
}

/**
 * Names a person on one host: the same person always gets the same name there, and two hosts that compare their
 * names learn nothing.
 */
export function personNameOn(key: Uint8Array, host: string, person: PersonId): string {
  return createHmac('sha256', key).update(`person\n${host}\n${person}`).digest('base64url').slice(0, 22);
}

function isSound(message: Redeem): boolean {
  return (
    isTokenHash(message.token) &&
    /^[A-Za-z0-9_-]{20,100}$/.test(message.code) &&
    /^[A-Za-z0-9_-]{10,200}$/.test(message.nonce) &&
    /^[a-z0-9.-]{1,253}$/.test(message.host) &&
    isIP(message.address) !== 0 &&
    // PostgreSQL's text holds no NUL, and UTF-8 no lone surrogate: either would make a query fail, not refuse.
    !/[\p{Surrogate}\p{Cc}]/u.test(message.userAgent)
  );
}

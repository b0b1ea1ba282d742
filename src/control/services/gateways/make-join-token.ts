import { createHash, randomBytes } from 'node:crypto';
import { newId } from '#base/ids.ts';
import type { JoinToken } from '#contracts/api/gateways.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { write } from '../write.ts';

/** Makes a token that lets a new gateway join; only its hash is kept. */
export async function makeJoinToken(
  call: Call,
  request: { readonly name: string; readonly uses: number; readonly lifetimeMinutes: number },
): Promise<JoinToken> {
  await permit(call, 'manageKeys');
  const { name, uses, lifetimeMinutes } = request;
  const secret = randomBytes(32).toString('base64url');
  const seconds = lifetimeMinutes * 60;
  return write(call, async (tx) => {
    const id = newId('link');
    const hash = hashJoinToken(secret);
    await tx.joinTokens.insert({ id, hash, name, usesLeft: uses }, seconds);
    const expiresAt = (await tx.installation.now()) + seconds * 1000;
    return {
      value: { id, token: call.writeJoinToken(secret), name, expiresAt },
      event: { kind: 'link-made', about: [id], data: { link: 'join', name, uses, expiresAt } },
      changes: [],
      judged: [{ type: 'deed', deed: 'join-token', id, name, detail: { uses, lifetimeMinutes } }],
    };
  });
}

/** Hashes the secret of a join token for storage and lookup: SHA-256, hex; fit since the token is 32 random bytes. */
export function hashJoinToken(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

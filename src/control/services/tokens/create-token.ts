import { createHash, randomBytes } from 'node:crypto';
import { newId } from '#base/ids.ts';
import { type ApiToken, apiTokenPrefix, type NewApiToken } from '#contracts/api/tokens.ts';
import { Fault } from '#contracts/errors.ts';
import type { PersonRow } from '#store/index.ts';
import type { Call } from '../call.ts';
import { wrongField } from '../conflict.ts';
import { permit } from '../permit.ts';
import type { Judged } from '../second-person/judged.ts';
import { found, write } from '../write.ts';

/**
 * Makes an API token, shown this once; only its hash is kept. It acts in its owner's name within its scopes, so
 * whoever makes one for somebody else must be allowed to grant roles, and a token never makes one that may do
 * more than itself.
 * @throws Fault `not-permitted`, `not-found`, `invalid-request`
 */
export async function createToken(
  call: Call,
  input: NewApiToken,
): Promise<ApiToken & { readonly token: string }> {
  const owner = await ownerOf(call, input);
  refuseRise(call, input);
  const token = `${apiTokenPrefix}${randomBytes(32).toString('base64url')}`;
  const { name, scopes, lifetimeDays } = input;
  return write(call, async (tx) => {
    const id = newId('apiToken');
    const hash = hashApiToken(token);
    const row = await tx.apiTokens.insert(
      { id, hash, name, ownerId: owner.id, scopes },
      lifetimeDays * 86_400,
    );
    const { createdAt, expiresAt, lastUsedAt } = row;
    const shown = {
      id,
      name,
      owner: { id: owner.id, name: owner.name },
      scopes,
      createdAt,
      expiresAt,
      lastUsedAt,
    };
    return {
      value: { ...shown, token },
      event: { kind: 'object-created', about: [id, owner.id], data: { type: 'api-token', after: shown } },
      changes: [],
      judged: owner.id === call.caller.person ? [] : [forAnother(id, { owner, scopes, name })],
    };
  });
}

/** Whoever makes it knows it, and could approve by it what they proposed themselves. */
function forAnother(
  id: string,
  {
    owner,
    scopes,
    name,
  }: { readonly owner: PersonRow; readonly scopes: readonly string[]; readonly name: string },
): Judged {
  const detail = { owner: { id: owner.id, name: owner.name }, scopes };
  return { type: 'deed', deed: 'token-for-another', id, name, detail };
}

/** Hashes an API token for storage and lookup: SHA-256, hex; fit since the token is 32 random bytes. */
export function hashApiToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

async function ownerOf(call: Call, { owner }: NewApiToken): Promise<PersonRow> {
  const id = owner ?? call.caller.person;
  if (id === undefined) throw wrongField('owner', 'has to be named: the local socket is no person');
  if (id !== call.caller.person) await permit(call, 'grantRole', { type: 'Person', id });
  const row = found(await call.store.people.find(id));
  if (row.state !== 'enabled') throw wrongField('owner', 'is not enabled');
  return row;
}

function refuseRise(call: Call, { scopes }: NewApiToken): void {
  const held = call.caller.scopes;
  if (held === undefined) return;
  const more = scopes.filter((scope) => !held.includes(scope));
  if (more.length === 0 && held.includes('write')) return;
  throw new Fault('not-permitted', 'a token asked for a token that may do more', {
    details: {
      reason: 'outside-token-scope',
      detail: 'A token cannot make one that may do more than itself.',
    },
  });
}

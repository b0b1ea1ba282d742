import { newId, type PersonId } from '#base/ids.ts';
import type { NewProviderInput, ProviderEditInput, ProviderView } from '#contracts/api/providers.ts';
import { Fault } from '#contracts/errors.ts';
import { everything } from '#contracts/subjects.ts';
import type { ProviderRow, Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { permit } from '../permit.ts';
import { found, given, type Written, write, written } from '../write.ts';
import { findProvider, presentProvider } from './present-provider.ts';

const cause = 'ended-by-provider';

/**
 * Adds a provider. Who may vouch for people decides who gets in, so it takes the right to manage keys.
 * @throws Fault `conflict`
 */
export async function createProvider(call: Call, input: NewProviderInput): Promise<ProviderView> {
  await permit(call, 'manageKeys');
  const { clientSecret, ...rest } = input;
  const id = newId('provider');
  const sealed = clientSecret === undefined ? null : Buffer.from(await call.providers.seal(clientSecret, id));
  return write(call, async (tx) => {
    const { name, issuer } = input;
    if ((await tx.providers.findByName(name)) !== undefined)
      throw conflict(`A provider is called ${name} already.`);
    if ((await tx.providers.findByIssuer(issuer)) !== undefined)
      throw conflict('There is a provider of this issuer already.');
    const value = presentProvider(await tx.providers.insert({ id, ...rest, sealed }), call.place);
    return {
      value,
      event: { kind: 'object-created', about: [id], data: { type: 'provider', after: value } },
      changes: [],
      judged: [{ type: 'provider', after: value }],
    };
  });
}

/**
 * Changes a provider; a disabled one ends the sessions that rest on its word.
 * @throws Fault `not-found`, `changed-meanwhile`
 */
export async function updateProvider(
  call: Call,
  target: { readonly provider: string; readonly version: number },
  { clientSecret, ...edit }: ProviderEditInput,
): Promise<ProviderView> {
  await permit(call, 'manageKeys');
  const { id } = await findProvider(call.store, target.provider);
  const secret =
    clientSecret === undefined
      ? {}
      : { sealed: clientSecret === null ? null : Buffer.from(await call.providers.seal(clientSecret, id)) };
  return write(call, async (tx) => {
    const before = presentProvider(found(await tx.providers.find(id)), call.place);
    const row = written(
      await tx.providers.update({ id, version: target.version }, { ...given(edit), ...secret }),
    );
    const value = presentProvider(row, call.place);
    const off = before.state === 'enabled' && value.state === 'disabled';
    const ended = off ? await endSessions(tx, row) : [];
    const data = { type: 'provider', before, after: value, secretChanged: clientSecret !== undefined };
    return {
      value,
      event: { kind: 'object-changed', about: [id, ...ended.slice(0, 1_000)], data },
      changes: ended.length === 0 ? [] : [{ kind: 'revoke', subjects: ended, cause }],
      judged: [{ type: 'provider', before, after: value }],
    };
  });
}

/**
 * Removes a provider: sessions that rest on its word end, its identities and what it said of groups are gone.
 * @throws Fault `not-found`, `changed-meanwhile`
 */
export async function removeProvider(
  call: Call,
  target: { readonly provider: string; readonly version: number },
): Promise<void> {
  await permit(call, 'manageKeys');
  const { id } = await findProvider(call.store, target.provider);
  await write(call, async (tx): Promise<Written<undefined>> => {
    const row = found(await tx.providers.find(id));
    if (row.version !== target.version) throw new Fault('changed-meanwhile', `version ${row.version}`);
    const before = presentProvider(row, call.place);
    const ended = await endSessions(tx, row);
    const people = await tx.identities.peopleOf(id);
    await tx.providers.remove(id);
    const data = { type: 'provider', before, people: people.length, sessions: ended.length };
    return {
      value: undefined,
      event: { kind: 'object-removed', about: [id, ...ended.slice(0, 1_000)], data },
      changes: [
        ...(ended.length === 0 ? [] : [{ kind: 'revoke' as const, subjects: ended, cause }]),
        ...(people.length === 0
          ? []
          : [{ kind: 'recheck' as const, subjects: manyOf(people), cause: 'group-changed' }]),
      ],
    };
  });
}

/** Unties a person from a provider and ends the sessions that rest on its word. @throws Fault `not-found` */
export async function unlinkPerson(
  call: Call,
  { provider, person }: { readonly provider: string; readonly person: PersonId },
): Promise<void> {
  await permit(call, 'write', { type: 'Person', id: person });
  const row = await findProvider(call.store, provider);
  await write(call, async (tx) => {
    const ended = await endSessions(tx, row, person);
    if ((await tx.identities.remove(person, row.id)) === 0) throw new Fault('not-found', 'not tied to it');
    return {
      value: undefined,
      event: {
        kind: 'object-changed',
        about: [person, row.id, ...ended],
        data: { type: 'identity', change: 'unlinked' },
      },
      changes: [
        ...(ended.length === 0
          ? []
          : [{ kind: 'revoke' as const, subjects: ended, cause: 'cut-by-administrator' }]),
        { kind: 'recheck' as const, subjects: [person], cause: 'group-changed' },
      ],
    };
  });
}

async function endSessions(tx: Repositories, { id }: ProviderRow, person?: PersonId) {
  const live = await tx.providerSessions.live({ providerId: id, personId: person });
  return tx.sessions.end(
    live.map((session) => session.id),
    person === undefined ? cause : 'cut-by-administrator',
  );
}

/** Subjects named one by one in a change; beyond it everything is decided anew. */
function manyOf(people: readonly PersonId[]): readonly string[] {
  return people.length > 1_000 ? [everything] : people;
}

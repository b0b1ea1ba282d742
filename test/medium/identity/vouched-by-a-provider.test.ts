import { expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import { createStoreRecords, localIssuer } from '#identity/index.ts';
import { freshStore } from '#testing/store.ts';

// Whether a passkey may open a session by itself rests on who vouches for its person.

it('knows whose sign-in rests on a provider, however they came to it', async () => {
  const test = await freshStore();
  try {
    const limits = { absoluteSeconds: 60, idleSeconds: 60 };
    const { people, passkeys } = createStoreRecords({ store: test.store, limits, onClaim: async () => [] });
    const add = async (issuer: string) => {
      const id = newId('person');
      await test.store.people.insert({ id, issuer, subject: id, name: 'x', state: 'enabled' });
      return id;
    };
    const [ours, linked, theirs] = [await add(localIssuer), await add(localIssuer), await add('https://idp')];
    await test.run(
      `insert into providers (id, name, title, issuer, client_id, settings) values ('prv_1', 'p', 'P', 'https://idp', 'c', '{}')`,
    );
    await test.run(
      `insert into identities (issuer, subject, provider_id, person_id) values ('https://idp', 's', 'prv_1', $1)`,
      [linked],
    );
    const vouchedBy = async (id: typeof ours) => (await people.byId(id))?.vouchedBy;
    expect(await vouchedBy(ours)).toBeUndefined();
    expect(await vouchedBy(linked)).toBe('provider');
    expect(await vouchedBy(theirs)).toBe('provider');
    expect((await passkeys.methods(linked)).vouchedBy).toBe('provider');
    await test.store.credentials.setPassword({ id: newId('credential'), personId: linked, hash: 'h' });
    expect(await vouchedBy(linked)).toBeUndefined();
  } finally {
    await test.close();
  }
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api } from '#contracts/api/operations.ts';
import { assertionHeader } from '#contracts/hosts.ts';
import { consoleOrigin, openTestApi, testDomain, type TestPerson } from '#testing/api.ts';

// Rule: whoever may not read is told nothing, neither by a stream that was opened while they might, nor by the search.
// Attack: keep a stream open past the right to it, and read from it what was made since; look for names by parts.

let test: Awaited<ReturnType<typeof openTestApi>>;
beforeAll(async () => {
  test = await openTestApi();
  await policy(
    'readers-read',
    'permit (principal is Person, action == Action::"read", resource) when { principal.labels.contains("reader") };',
  );
});
afterAll(() => test.close());

async function policy(name: string, text: string): Promise<void> {
  await test.local.call(api.policies.create, { body: { name, text } });
  await test.reload();
}

async function reader(name: string): Promise<TestPerson> {
  const person = await test.person(name);
  await test.run(`update people set labels = '{reader}' where id = $1`, [person.id]);
  return person;
}

/** Opens a stream and gives what it says until it ends, once something new has happened. */
async function opened(headers: Readonly<Record<string, string>>, origin = consoleOrigin) {
  const response = await test.send(`${origin}/api/v1/events`, { headers });
  const chunks = response.body?.getReader();
  if (response.status !== 200 || chunks === undefined) throw new Error(`not opened: ${response.status}`);
  const next = async (): Promise<string | undefined> => {
    const { done, value } = await chunks.read();
    return done ? undefined : new TextDecoder().decode(value);
  };
  // What it begins with: how soon to come back, and that everything is to be read.
  while (!(await next())?.includes('resync'));
  return {
    async afterNews(): Promise<readonly string[]> {
      await test.local.call(api.groups.create, { body: { name: `secret-${groups++}` } });
      const said: string[] = [];
      for (let text = await next(); text !== undefined && said.length < 3; text = await next()) {
        said.push(text);
        if (text.includes('happened')) break;
      }
      await chunks.cancel();
      return said;
    },
  };
}

let groups = 0;
const as = ({ assertion }: TestPerson) => ({ [assertionHeader]: assertion, 'sec-fetch-site': 'same-origin' });

describe('a stream of events', () => {
  it('tells a reader, so that the silence of the others means something', async () => {
    const stream = await opened(as(await reader('Rita')));
    expect((await stream.afterNews()).join('')).toContain('grp_');
  });

  it.each<[lost: string, take: (person: TestPerson) => Promise<unknown>]>([
    ['is disabled', ({ id }) => test.run(`update people set state = 'disabled' where id = $1`, [id])],
    ['lost the label', ({ id }) => test.run(`update people set labels = '{}' where id = $1`, [id])],
    ['signed out', ({ session }) => test.store.sessions.end([session], 'ended')],
    [
      'stayed past the end of the session',
      ({ session }) =>
        test.run(`update sessions set created_at = now() - interval '90 days' where id = $1`, [session]),
    ],
    [
      'is forbidden by a new policy',
      ({ id }) => policy(`not-${id.slice(-8).replaceAll('_', '-')}x`, forbidding(id)),
    ],
  ])('tells nothing to whoever %s', async (_, take) => {
    const person = await reader(`Rex${groups++}`);
    const stream = await opened(as(person));
    await take(person);
    expect(await stream.afterNews()).toEqual([]);
  });

  it('tells nothing by a token whose owner lost the right', async () => {
    const person = await reader('Tom');
    const { token } = await person.client.call(api.tokens.create, {
      body: { name: 'watch', scopes: ['read'] },
    });
    const stream = await opened({ authorization: `Bearer ${token}` }, `https://api.${testDomain}:8443`);
    await test.run(`update people set labels = '{}' where id = $1`, [person.id]);
    expect(await stream.afterNews()).toEqual([]);
  });
});

describe('the search', () => {
  it('finds by no part of a name or id what the seeker may not read, at once when the right is gone', async () => {
    const { id } = await test.local.call(api.groups.create, { body: { name: 'hidden-plan' } });
    const person = await reader('Sam');
    const found = async (q: string) =>
      (await person.client.call(api.search.find, { query: { q } })).items.map(({ name }) => name);
    expect(await found('hidden')).toEqual(['hidden-plan']);
    await policy('not-sam', forbidding(person.id));
    for (const q of ['hidden', 'h', '%', '_', id, 'plan', test.owner.id, '@example.org'])
      expect([q, (await found(q)).filter((name) => name !== 'Sam')]).toEqual([q, []]);
  });
});

function forbidding(id: string): string {
  return `forbid (principal == Person::"${id}", action == Action::"read", resource);`;
}

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { policies } from '#contracts/api/policies.ts';
import { openTestApi } from '#testing/api.ts';
import { openCommandLine } from '#testing/command-line.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
let line: Awaited<ReturnType<typeof openCommandLine>>;
beforeAll(async () => {
  test = await openTestApi();
  line = await openCommandLine(test);
});
afterAll(async () => {
  await line.close();
  await test.close();
});

const office = `kind: group
name: Staff
---
# two in one document
- kind: app
  name: wiki
  upstream: { url: http://127.0.0.1:8080 }
  tags: [docs]
- kind: policy
  name: staff-wiki
  text: |
    permit (
      principal in Group::"Staff",
      action == Action::"open",
      resource == App::"wiki"
    );
---
kind: policy-test
says: can
who: { person: olga@example.org }
what: { app: console }
`;

it('shows what would change, asks, writes, and then finds nothing to do', async () => {
  const planned = await line.run('apply -f - --plan', office);
  expect(planned).toMatchObject({ code: 4, err: '' });
  expect(planned.out).toMatch(/\+ create app wiki\n {4}upstream: \{"url":"http:\/\/127.0.0.1:8080"\}/);
  expect(planned.out).toContain('4 to create, 0 to change, 0 to remove, 0 as they are.');
  expect(await line.run('apply -f -', office)).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('say --yes'),
  });
  expect(await test.store.apps.findByName('wiki')).toBeUndefined();
  const done = await line.run('apply -f - --yes', office);
  expect(done).toMatchObject({ code: 0, out: expect.stringMatching(/^Applied: 4 changes\. Version \d+ of/) });
  expect(await line.run('apply -f - --plan', office)).toMatchObject({ code: 0 });
  const json = await line.run('apply -f - --plan --json', office);
  expect(JSON.parse(json.out)).toMatchObject({ changes: 0, items: expect.any(Array) });
});

it('exports what apply reads back without a difference, as YAML and as JSON', async () => {
  for (const flags of ['', ' --json']) {
    const { out, code } = await line.run(`export${flags}`);
    expect(code).toBe(0);
    expect(out).toContain('Owners open the console');
    const again = await line.run(['apply', '-f', '-', '--plan'], out);
    expect([again.code, again.out]).toEqual([
      0,
      expect.stringContaining('0 to create, 0 to change, 0 to remove'),
    ]);
  }
  const { out } = await line.run('export --kind policy-test');
  expect(out).toContain('person: olga@example.org');
  expect((await line.run('export --kind people')).code).toBe(2);
});

it('shows changes of a text by lines, and says when somebody changed it in between', async () => {
  const changed = office.replace('== App::"wiki"', 'in App::"wiki"');
  const { out } = await line.run('apply -f - --plan', changed);
  expect(out).toMatch(/~ change policy staff-wiki\n[^~]*- {3}resource == App::"wiki"\n {4}\+ {3}resource in/);
});

it('names file and line of all that is wrong, before anything is written', async () => {
  const dir = join(line.dataDir, 'wrong');
  await mkdir(join(dir, 'more'), { recursive: true });
  await writeFile(join(dir, 'a.yaml'), 'kind: group\nname: Fine\n---\nkind: app\nname: Not fine\nsize: 3\n');
  await writeFile(join(dir, 'more', 'b.yml'), 'kind: policy\nname: p\ntext: x\nmode: perhaps\n');
  await writeFile(join(dir, 'notes.txt'), 'not: read');
  const { code, err } = await line.run(['apply', '-f', dir, '--yes']);
  expect(code).toBe(1);
  expect(err).toContain(`${dir}/a.yaml:5: name: must be lower-case`);
  expect(err).toMatch(/a\.yaml:4: Unrecognized key: "size"/);
  expect(err).toContain(`${dir}/more/b.yml:4: mode: `);
  expect(err).toContain('Nothing was written.');
  const server = `kind: group
name: Fine
---
kind: policy
name: wrong
text: |
  permit (
    principal in Group::"Nobody at all",
    action == Action::"open",
    resource == App::"wiki"
  );
---
kind: app
name: new
`;
  const refused = await line.run('apply -f - --yes', server);
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(/standard input:8: text: /);
  expect(refused.err).toContain('standard input:13: upstream: ');
  const { out } = await line.run('apply -f - --yes --json', server);
  expect(JSON.parse(out)).toMatchObject({ problems: [{ line: 13 }, { line: 8 }] });
  expect(await test.store.groups.findByName('Fine')).toBeUndefined();
});

it('removes only what a set made, and only with both words', async () => {
  await line.run('apply -f - --set spring --yes', 'kind: group\nname: Spring\n');
  expect((await line.run('apply -f - --prune --yes', '')).err).toContain('--prune needs --set');
  const left = await line.run('apply -f - --set spring --plan', '');
  expect([left.code, left.out]).toEqual([0, expect.stringContaining('? left group Spring')]);
  expect((await line.run('apply -f - --set spring --prune --yes', '')).code).toBe(0);
  expect(await test.store.groups.findByName('Spring')).toBeUndefined();
});

it('completes names by asking, and says nothing where nobody answers', async () => {
  const at = async (words: readonly string[], current: string) => {
    const ran = await line.complete([...words, current]);
    return [ran.out, ran.err, ran.code];
  };
  await line.run('apps create wiki-two --upstream http://127.0.0.1:1');
  await test.store.groups.insert({ id: 'grp_hostile', name: 'evil\u001b[2J', description: '' });
  expect(await at(['apps', 'remove'], 'wiki-')).toEqual(['wiki-two\twiki-two\n', '', 0]);
  expect((await at(['groups', 'members'], ''))[0]).toContain('Staff\t');
  expect((await at(['groups', 'members'], ''))[0]).not.toContain('evil');
  expect((await at(['people', 'disable'], 'olga'))[0]).toBe('olga@example.org\tOlga\n');
  expect(await at(['--data-dir', '/nowhere', 'apps', 'remove'], 'wiki-')).toEqual(['', '', 0]);
  expect(await at(['no', 'such'], 'thing')).toEqual(['', '', 0]);
});

it('suggests the nearest noun and verb', async () => {
  expect(await line.run('polices list')).toMatchObject({ code: 2, err: expect.stringContaining('policies') });
  expect((await line.run('policies lst')).err).toContain('Did you mean list?');
  expect((await line.run('policies roll-back --help')).out).toContain('sallyport policies roll-back 11');
});

it('says why with another device', async () => {
  await test.owner.client.call(policies.create, {
    body: {
      name: 'managed-only',
      text: 'forbid (principal is Person, action == Action::"open", resource == App::"wiki") unless { context.device.managed };\npermit (principal is Person, action == Action::"open", resource == App::"wiki");',
    },
  });
  await test.reload();
  expect((await line.run('why olga@example.org wiki')).out).toMatch(/^deny/);
  const managed = await line.run('why olga@example.org wiki --device managed --json');
  expect(JSON.parse(managed.out)).toMatchObject({ outcome: 'allow', basis: 'what-if' });
  expect((await line.run('why olga@example.org wiki --device phone')).code).toBe(2);
});

it('decides recorded decisions again under a draft', async () => {
  const draft = JSON.stringify([{ kind: 'update', policy: 'managed-only', enabled: false }]);
  const { code, out } = await line.run('policies replay --file -', draft);
  expect([code, out]).toEqual([0, expect.stringMatching(/^0 of 0 recorded decisions would be different\./)]);
  const json = await line.run('policies replay --file - --json', draft);
  expect(JSON.parse(json.out)).toMatchObject({ state: 'done', report: { replay: { differing: 0 } } });
});

it('shows an app as apply reads it, and changes apps and groups', async () => {
  const { out } = await line.run('apps show wiki');
  expect((await line.run('apply -f - --plan', out)).out).toContain('0 to create, 0 to change');
  expect(await line.run('apps update wiki --sensitivity high --upstream http://127.0.0.1:9')).toMatchObject({
    code: 0,
    out: 'wiki is changed.\n',
  });
  expect((await line.run('apps show wiki')).out).toMatch(/sensitivity: high[\s\S]*127\.0\.0\.1:9\n/);
  expect((await line.run('apps update wiki')).code).toBe(2);
  expect((await line.run('apps update wiki --sensitivity odd')).code).toBe(2);
  expect((await line.run('apps show console')).out).toContain('name: console');
  await line.run('groups create Outer');
  expect(await line.run('groups update Staff --name Everyone --parent Outer')).toMatchObject({ code: 0 });
  const { out: exported } = await line.run('export --kind group');
  expect(exported).toMatch(/name: Everyone\ndescription: ""\nparents:\n {2}- Outer/);
});

it('lets nothing but policies be applied on trial, and says what would not go back', async () => {
  const trial = (input: string) => line.run('apply -f - --yes --confirm-within 300', input);
  const both = `kind: group\nname: Trial\n---\nkind: policy\nname: trial\ntext: 'permit (principal in Group::"Trial", action == Action::"open", resource == App::"wiki");'\n`;
  const refused = await trial(both);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('standard input:1: the group Trial would not go back by itself');
  expect(await test.store.groups.findByName('Trial')).toBeUndefined();
  // The plan says so before anybody is asked.
  expect((await line.run('apply -f - --plan --confirm-within 300', both)).code).toBe(1);
  await line.run('apply -f - --yes', 'kind: group\nname: Trial\n');
  const done = await trial(both);
  expect(done).toMatchObject({
    code: 0,
    out: expect.stringContaining('The policies go back by themselves at'),
  });
});

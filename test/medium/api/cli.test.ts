import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCli, type Surroundings } from '#cli/index.ts';
import { type LocalSocket, openLocalSocket } from '#control/index.ts';
import { localSocketPath } from '#contracts/data-directory.ts';
import { openTestApi } from '#testing/api.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
let dataDir = '';
let socket: LocalSocket;
beforeAll(async () => {
  test = await openTestApi();
  dataDir = await mkdtemp(join(tmpdir(), 'sallyport-cli-'));
  socket = await openLocalSocket({ api: test.api, path: localSocketPath(dataDir, process.getuid?.()) });
});
afterAll(async () => {
  await socket.close();
  await rm(dataDir, { recursive: true });
  await test.close();
});

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as somebody would type it; words are split at spaces. */
async function sallyport(line: string | readonly string[], input = ''): Promise<Ran> {
  const ran = { out: '', err: '' };
  const surroundings: Surroundings = {
    out: (text) => void (ran.out += text),
    err: (text) => void (ran.err += text),
    environment: {},
    uid: process.getuid?.(),
    userName: 'tester',
    home: '/nonexistent',
    nodeVersion: 'v22.0.0',
    stdin: Readable.from([input]),
    now: () => Date.now(),
  };
  const words = typeof line === 'string' ? line.split(' ') : line;
  const code = await runCli([...words, '--data-dir', dataDir], { surroundings, version: '0.0.0' });
  return { code, ...ran };
}

it('goes the main way: an app, somebody invited, a policy, a session ended', async () => {
  const app = await sallyport(
    'apps create wiki --upstream http://127.0.0.1:8080 --label env=prod --tag docs',
  );
  expect(app).toMatchObject({ code: 0, err: '' });
  expect(app.out).toContain('https://wiki.test.localhost:8443 and closed');
  expect((await sallyport('groups create Staff')).code).toBe(0);
  const invited = await sallyport('people invite ada@example.org --name Ada --group Staff');
  expect(invited.out).toMatch(/works once[\s\S]*\/invitation\?code=/);
  const text = 'permit (principal in Group::"Staff", action == Action::"open", resource == App::"wiki");';
  expect(await sallyport(['policies', 'create', 'staff-wiki', '--file', '-'], text)).toMatchObject({
    code: 0,
    out: 'staff-wiki is published.\n',
  });
  expect((await sallyport('policies show staff-wiki')).out.trim()).toBe(text);
  const ben = await test.person('Ben');
  expect((await sallyport('sessions list --person ben@example.org')).out).toContain(ben.session);
  expect(await sallyport(`sessions end ${ben.session}`)).toMatchObject({
    code: 0,
    out: '1 session ended.\n',
  });
  expect(await test.store.sessions.find(ben.session)).toMatchObject({ endReason: 'cut-by-administrator' });
});

it('changes what somebody is called and may, and removes them', async () => {
  expect((await sallyport('people invite cleo@example.org --name Cleo --role auditor')).code).toBe(0);
  expect((await sallyport('people change cleo@example.org --role admin --email cleo@example.com')).out).toBe(
    'Cleo (cleo@example.com) has admin.\n',
  );
  expect((await sallyport('people change cleo@example.com --no-role')).out).toContain('has no role');
  for (const words of ['', '--role chief', '--role admin --no-role'])
    expect((await sallyport(`people change cleo@example.com ${words}`.trim())).code).toBe(2);
  expect(await sallyport('people remove cleo@example.com')).toMatchObject({
    code: 0,
    out: 'Cleo is removed.\n',
  });
  expect((await sallyport('people methods cleo@example.com')).code).not.toBe(0);
});

it('prints JSON for programs', async () => {
  const { out } = await sallyport('apps list --json');
  expect(JSON.parse(out)).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ name: 'console' })]),
  });
});

it('tells a wrong policy by line and column, and ends with 1', async () => {
  const { code, out } = await sallyport(
    ['policies', 'check', '--file', '-'],
    'permit (\n  principal,\n  oops );',
  );
  expect(code).toBe(1);
  expect(out).toMatch(/error at line 3, column \d+: /);
});

it('says what is refused with its id, and what to do', async () => {
  const { code, err } = await sallyport('apps create console --upstream http://127.0.0.1:1');
  expect(code).toBe(1);
  expect(err).toMatch(/belongs to Sallyport itself[\s\S]*log says more under [0-9a-z]{5}-[0-9a-z]{5}/);
  expect((await sallyport('setup-link')).err).toContain('recover owner-link');
});

it('writes exports into new files of its own only', async () => {
  const file = join(dataDir, 'audit.ndjson');
  expect(await sallyport(`audit export ${file}`)).toMatchObject({ code: 0 });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await readFile(file, 'utf8')).trim().split('\n').length).toBeGreaterThan(3);
  expect(await sallyport(`audit export ${file}`)).toMatchObject({
    code: 2,
    err: expect.stringContaining('already'),
  });
  const passphrase = join(dataDir, 'passphrase');
  await writeFile(passphrase, 'correct horse battery\n');
  const backup = join(dataDir, 'backup.sealed');
  expect(await sallyport(`backup ${backup} --passphrase-file ${passphrase}`)).toMatchObject({ code: 0 });
  expect(await readFile(backup, 'utf8')).toBe('sealed');
});

it('makes tokens, which work elsewhere, and revokes them', async () => {
  const made = await sallyport('tokens create ci --owner olga@example.org --scope read write --json');
  const { id, token } = JSON.parse(made.out) as { id: string; token: string };
  const { apps } = await import('#contracts/api/apps.ts');
  await expect(test.withToken(token).call(apps.list)).resolves.toMatchObject({ items: expect.any(Array) });
  expect(await sallyport(`tokens revoke ${id}`)).toMatchObject({ code: 0 });
  await expect(test.withToken(token).call(apps.list)).rejects.toMatchObject({ problem: { status: 401 } });
  expect((await sallyport('tokens create ci')).err).toContain('has to be named');
});

it('looks at what commonly goes wrong', async () => {
  const { code, out } = await sallyport('doctor');
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/ok {4}it has an owner[\s\S]*the audit chain is intact/),
  ]);
});

it('explains decisions to come', async () => {
  await test.reload();
  const { out } = await sallyport('decisions why olga@example.org wiki');
  expect(out).toMatch(/^deny: No policy gives them access/);
  const { out: yes } = await sallyport('why olga@example.org console');
  expect(yes).toMatch(/^allow: [\s\S]*permit "Owners open the console" is satisfied/);
  expect(yes).toMatch(/\* principal\.roles +\["owner"\] +directory +0 s/);
  const { out: json } = await sallyport('why olga@example.org console --from 192.0.2.9 --json');
  expect(JSON.parse(json)).toMatchObject({ outcome: 'allow', basis: 'what-if' });
  for (const wrong of ['--at soon', '--from there', '--path x', '--signed-in-by magic']) {
    expect(await sallyport(`why olga@example.org console ${wrong}`)).toMatchObject({ code: 2 });
  }
});

it('publishes several changes as a version, tells what differs, and goes back', async () => {
  const text = 'permit (principal is Person, action == Action::"open", resource == App::"wiki");';
  const draft = { changes: [{ kind: 'create', name: 'drafted', text, mode: 'observe' }] };
  const published = await sallyport(
    ['policies', 'publish', '--file', '-', '--message', 'tried', '--json'],
    JSON.stringify(draft),
  );
  const { revision } = JSON.parse(published.out) as { revision: number };
  const { out } = await sallyport(`policies diff ${revision}`);
  expect(out).toContain('drafted: added, only observing');
  expect(out).toContain('+ permit (principal');
  expect((await sallyport('policies versions')).out).toMatch(new RegExp(`${revision} .* tried`));
  expect((await sallyport(`policies versions ${revision}`)).out).toContain('// drafted: drafted (observe)');
  const back = await sallyport(`policies roll-back ${revision - 1}`);
  expect(back).toMatchObject({ code: 0, out: expect.stringContaining('drafted: removed, only observing') });
  expect(
    await sallyport(['policies', 'publish', '--file', '-'], '{"changes":[{"kind":"mend"}]}'),
  ).toMatchObject({
    code: 2,
    err: expect.stringContaining('the draft is not valid at 0.kind'),
  });
});

it('keeps sentences about the policies, and tells with 1 that a draft breaks one', async () => {
  const added = await sallyport('policies add-test group:Staff can-never console --country KP');
  expect(added.out).toMatch(/^everybody in Staff can never open console from KP: kept as pts_/);
  expect((await sallyport('policies tests')).out).toContain('can never open console');
  expect(await sallyport('policies test')).toMatchObject({ code: 0 });
  const text = 'permit (principal is Person, action == Action::"open", resource == App::"console");';
  const draft = JSON.stringify([{ kind: 'create', name: 'wide', text }]);
  const broken = await sallyport(['policies', 'test', '--file', '-'], draft);
  expect(broken).toMatchObject({
    code: 1,
    out: expect.stringMatching(/BROKEN {2}everybody in Staff can never/),
  });
  expect((await sallyport('policies add-test group:Staff could console')).code).toBe(2);
  const [, id = ''] = /kept as (pts_\w+)/.exec(added.out) ?? [];
  expect((await sallyport(`policies remove-test ${id}`)).code).toBe(0);
});

it('says what a draft would change before anything is written', async () => {
  const draft =
    '- kind: create\n  name: wide\n  text: |\n    permit (principal is Person, action == Action::"open", resource == App::"wiki");\n';
  const { code, out } = await sallyport(['policies', 'what-if', '--file', '-'], draft);
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/^wiki: \d+ more may open it \(.*Olga.*\)\n0 of 0 live connections would be cut/),
  ]);
  expect((await sallyport('policies show wide')).code).toBe(1);
});

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestAuthority } from '#testing/certificates.ts';
import { type Authority, readAuthorities } from './authority.ts';
import type { TrustPlace } from './store.ts';
import type { Answered, Tools } from './tools.ts';
import { trustStores } from './trust-stores.ts';

let folder: string;
let asked: string[];

/** Programs that are there, with a certutil that keeps its certificates in memory. */
function fakeTools(programs: readonly string[]): Tools {
  const kept = new Set<string>();
  const said = (code: number, out = ''): Answered => ({ code, out, err: code === 0 ? '' : 'no such name' });
  return {
    has: async (name) => programs.includes(name),
    async run(name, words) {
      asked.push([name, ...words.slice(0, 1)].join(' '));
      const label = words[words.indexOf('-n') + 1] ?? '';
      const database = words.at(-1) ?? '';
      const key = `${database} ${label}`;
      if (name !== 'certutil') return said(0);
      if (words[0] === '-N') await writeFile(join(database.slice(4), 'cert9.db'), '');
      if (words[0] === '-A') kept.add(`${words[words.indexOf('-d') + 1]} ${label}`);
      if (words[0] === '-D') kept.delete(key);
      if (words[0] === '-L' && words.includes('-n')) return said(kept.has(key) ? 0 : 255);
      if (words[0] === '-L') {
        const names = [...kept]
          .filter((one) => one.startsWith(`${database} `))
          .map((one) => one.split(' ')[1]);
        return said(0, ['Certificate Nickname', ...names, 'Mozilla   C,,'].join('   C,,\n'));
      }
      return said(0);
    },
  };
}

const authority: Authority = {
  pem: '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n',
  fingerprint: 'AA:BB',
  label: 'sallyport-sallyport.localhost-0123456789abcdef',
};

const place = (more: Partial<TrustPlace> = {}) => ({
  home: join(folder, 'home'),
  uid: 0,
  platform: 'linux',
  root: folder,
  asRoot: 'sudo sallyport trust',
  whose: 'both' as const,
  ...more,
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-trust-test-'));
  asked = [];
});

afterEach(() => rm(folder, { recursive: true }));

it('puts an authority into every store there is, and takes out that one alone', async () => {
  const anchors = join(folder, 'usr/local/share/ca-certificates');
  await mkdir(anchors, { recursive: true });
  await writeFile(join(anchors, 'company.crt'), 'theirs');
  const profile = join(folder, 'home/.mozilla/firefox/abc.default');
  await mkdir(profile, { recursive: true });
  await writeFile(join(profile, 'cert9.db'), '');
  const tools = fakeTools(['certutil', 'chromium', 'update-ca-certificates']);
  const stores = await trustStores(place(), tools, [authority]);
  expect(stores.map(({ name }) => name.split(' (')[0])).toEqual([
    'Chromium, Chrome',
    'Firefox',
    "the system's store",
  ]);
  const each = (work: (store: (typeof stores)[number]) => Promise<unknown>) => Promise.all(stores.map(work));
  expect(await each((store) => store.add(authority))).toEqual(stores.map(() => ({ kind: 'done' })));
  expect(await each((store) => store.add(authority))).toEqual(stores.map(() => ({ kind: 'already' })));
  expect(await each((store) => store.labels())).toEqual(stores.map(() => [authority.label]));
  expect(await readFile(join(anchors, `${authority.label}.crt`), 'utf8')).toBe(authority.pem);
  expect(await each((store) => store.remove(authority.label))).toEqual(stores.map(() => ({ kind: 'done' })));
  expect(await each((store) => store.remove(authority.label))).toEqual(
    stores.map(() => ({ kind: 'already' })),
  );
  expect(await readFile(join(anchors, 'company.crt'), 'utf8')).toBe('theirs');
  expect(asked.filter((one) => one === 'update-ca-certificates')).toHaveLength(2);
});

it('says the command where rights or a program are missing, and changes nothing', async () => {
  await mkdir(join(folder, 'etc/pki/ca-trust/source/anchors'), { recursive: true });
  const tools = fakeTools(['update-ca-trust', 'google-chrome', 'dnf']);
  const stores = await trustStores(place({ uid: 1000 }), tools, [authority]);
  const [browser, system] = await Promise.all(stores.map((store) => store.add(authority)));
  expect(browser).toMatchObject({ kind: 'needs', command: 'sudo dnf install nss-tools' });
  expect(system).toMatchObject({ kind: 'needs', command: 'sudo sallyport trust' });
  expect(asked).toEqual([]);
});

it('leaves browsers of others alone under sudo, and the system alone where it is told to', async () => {
  await mkdir(join(folder, 'usr/local/share/ca-certificates'), { recursive: true });
  const tools = fakeTools(['certutil', 'chromium', 'update-ca-certificates']);
  const names = async (whose: 'own' | 'system') =>
    (await trustStores({ ...place(), whose }, tools, [])).map(({ name }) => name.split(' (')[0]);
  expect(await names('system')).toEqual(["the system's store"]);
  expect(await names('own')).toEqual(['Chromium, Chrome']);
});

it('refuses to have an authority trusted that could vouch for any place', () => {
  expect(() => readAuthorities(createTestAuthority().certificate)).toThrow('not confined');
});

import { mkdir, mkdtemp, readFile, rename, rm, symlink, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '#base/clock.ts';
import { createTestAuthority } from '#testing/certificates.ts';
import { createHandClock } from '#testing/clock.ts';
import { type HostCertificateFollower, followHostCertificate } from './follow-host-certificate.ts';
import type { HostCertificateNews } from './news.ts';

const authority = createTestAuthority();
const issue = (...names: readonly string[]) =>
  authority.issueHosts(...(names.length > 0 ? names : ['a.example', '*.a.example']));

let folder: string;
let heard: HostCertificateNews[];
const at = (name: string) => join(folder, name);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certificate-'));
  heard = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(pair: { readonly certificate?: string; readonly privateKey?: string }): Promise<void> {
  if (pair.certificate !== undefined) await writeFile(at('c.pem'), pair.certificate);
  if (pair.privateKey !== undefined) await writeFile(at('k.pem'), pair.privateKey);
}

// The wall clock has to be the machine's, by which the certificates were issued; the looks are made by hand.
function follow(
  clock = { ...createHandClock(), wall: () => systemClock.wall() },
): Promise<HostCertificateFollower> {
  const place = { domain: 'a.example', certificate: at('c.pem'), key: at('k.pem') };
  return followHostCertificate({ place, clock, news: (news) => heard.push(news) });
}
async function settle(follower: HostCertificateFollower): Promise<void> {
  for (let n = 0; n < 3; n += 1) await follower.look();
}

it('takes another pair over, once, and says nothing while nothing changes', async () => {
  const [old, renewed] = [issue(), issue()];
  await write(old);
  const follower = await follow();
  await settle(follower);
  expect(heard).toEqual([]);
  await write(renewed);
  await settle(follower);
  expect(heard).toEqual([{ kind: 'replaced', ...renewed }]);
  expect(follower.current()).toEqual(renewed);
  await write(renewed); // written again, the same
  await settle(follower);
  expect(heard).toHaveLength(1);
});

it('waits for the second file when the first was written', async () => {
  const renewed = issue();
  await write(issue());
  const follower = await follow();
  await settle(follower);
  await write({ certificate: renewed.certificate });
  await follower.look();
  await write({ privateKey: renewed.privateKey });
  await settle(follower);
  expect(heard).toEqual([{ kind: 'replaced', ...renewed }]);
});

it('refuses a pair that does not belong together, tells it once, and goes on when it is mended', async () => {
  const [old, renewed] = [issue(), issue()];
  await write(old);
  const follower = await follow();
  await write({ certificate: renewed.certificate });
  await settle(follower);
  await settle(follower);
  expect(heard).toEqual([{ kind: 'refused', why: `${at('k.pem')} is not the key of ${at('c.pem')}.` }]);
  expect(follower.current()).toEqual(old);
  await write({ privateKey: renewed.privateKey });
  await settle(follower);
  expect(heard.at(-1)).toEqual({ kind: 'replaced', ...renewed });
});

it('says that all is well again when the old pair is put back', async () => {
  const old = issue();
  await write(old);
  const follower = await follow();
  await write({ certificate: 'nonsense' });
  await settle(follower);
  await write(old);
  await settle(follower);
  expect(heard.map(({ kind }) => kind)).toEqual(['refused', 'replaced']);
});

it.each([
  ['a leaf that is cut off', 400, 'is not PEM of the right kind, or not whole.'],
  ['a chain that is cut off behind the leaf', -300, 'is not PEM of the right kind, or not whole.'],
  ['an empty file', 0, 'is not PEM of the right kind, or not whole.'],
])('refuses %s', async (_, length, why) => {
  const old = issue();
  const renewed = issue();
  await write(old);
  const follower = await follow();
  const chain = `${renewed.certificate}${authority.certificate}`;
  await write({ certificate: chain, privateKey: renewed.privateKey });
  await truncate(at('c.pem'), length < 0 ? chain.length + length : length);
  await settle(follower);
  expect(heard).toEqual([{ kind: 'refused', why: `${at('c.pem')} ${why}` }]);
  expect(follower.current()).toEqual(old);
});

it('refuses one for other hosts, one that is over, and one that is not there', async () => {
  await write(issue());
  const clock = { ...createHandClock(), wall: () => systemClock.wall() };
  const follower = await follow(clock);
  await write(issue('b.example', '*.b.example'));
  await settle(follower);
  clock.wall = () => Date.now() + 2 * 86_400_000;
  await write(issue());
  await settle(follower);
  await unlink(at('k.pem'));
  await settle(follower);
  expect(heard.map((news) => (news.kind === 'refused' ? news.why : ''))).toEqual([
    expect.stringContaining('is not for *.a.example.'),
    expect.stringContaining('c.pem ended on '),
    expect.stringContaining('k.pem cannot be read (ENOENT).'),
  ]);
});

it('sees a folder behind a link that is turned, as those who renew do it', async () => {
  const renewed = issue();
  for (const name of ['one', 'two']) await mkdir(at(name));
  await symlink('one', at('live'));
  for (const name of ['c.pem', 'k.pem']) await symlink(join('live', name), at(name));
  await write(issue());
  const follower = await follow();
  await settle(follower);
  await writeFile(at('two/c.pem'), renewed.certificate);
  await writeFile(at('two/k.pem'), renewed.privateKey);
  await settle(follower);
  expect(heard).toEqual([]);
  await symlink('two', at('live.new'));
  await rename(at('live.new'), at('live'));
  await settle(follower);
  expect(heard).toEqual([{ kind: 'replaced', ...renewed }]);
  expect(await readFile(at('one/c.pem'), 'utf8')).not.toBe(renewed.certificate);
});

it('does not start with a pair that cannot be served', async () => {
  await write({ ...issue(), privateKey: issue().privateKey });
  await expect(follow()).rejects.toMatchObject({ code: 'config-invalid' });
});

it('looks by itself, and no more once it was stopped', async () => {
  await write(issue());
  const clock = { ...createHandClock(), wall: () => systemClock.wall() };
  const follower = await follow(clock);
  expect(clock.waiting()).toBe(1);
  follower.stop();
  expect(clock.waiting()).toBe(0);
});

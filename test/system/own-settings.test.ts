import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { api } from '#contracts/api/operations.ts';
import { createTestAuthority } from '#testing/certificates.ts';
import { openPlainBrowser } from './support/plain-browser.ts';
import { endAll, eventually, freePort, pidOf, run, serveFlags, temporaryFolder } from './support/program.ts';
import {
  type Application,
  addresses,
  claim,
  localClient,
  setupLinkIn,
  startApplication,
} from './support/story.ts';

let application: Application;
beforeEach(async () => void (application = await startApplication()));
afterEach(async () => {
  await endAll();
  application.close();
});

const domain = 'sallyport.localhost';

function serialAt(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({
      port,
      host: '127.0.0.1',
      servername: `wiki.${domain}`,
      rejectUnauthorized: false,
    });
    socket.on('error', () => resolve(undefined));
    socket.on('secureConnect', () => {
      resolve(socket.getPeerX509Certificate()?.serialNumber);
      socket.destroy();
    });
  });
}

/** Where Debian's package `postgresql-15` puts its programs; without it, our own are used. */
const programs = '/usr/lib/postgresql/15/bin';
const system = existsSync(programs) ? ['--database-programs', programs] : [];

it('runs on the database programs, certificate and limits that it was given, and follows the certificate', async () => {
  await using folder = await temporaryFolder();
  await using keys = await temporaryFolder();
  const authority = createTestAuthority();
  const [certificate, key] = [join(keys.path, 'c.pem'), join(keys.path, 'k.pem')];
  const issue = async (half?: 'certificate alone') => {
    const made = authority.issueHosts(`*.${domain}`, domain);
    await writeFile(certificate, made.certificate);
    // As those who renew leave it: for root alone.
    if (half === undefined) await writeFile(key, made.privateKey, { mode: 0o600 });
  };
  await issue();
  const dataDir = join(folder.path, 'data');
  const port = await freePort();
  const at = addresses(port);
  const own = ['--tls-certificate', certificate, '--tls-key', key];
  const limits = ['--sessions-longest', '2 h', '--sessions-idle', '10 min'];
  const figures = await freePort();
  const flags = serveFlags({ dataDir, port }).map((word, n, all) =>
    all[n - 1] === '--metrics-control' ? `127.0.0.1:${figures}` : word,
  );
  const serve = run([...flags, ...own, ...limits, ...system]);
  const browser = openPlainBrowser(async () => authority.certificate);
  await claim(browser, setupLinkIn(await serve.said('is running.')), at);

  const made = await readFile(join(dataDir, 'postgres/PG_VERSION'), 'utf8');
  expect(made.trim()).toBe(system.length > 0 ? '15' : '18');
  const client = localClient(dataDir);
  const [session] = (await client.call(api.sessions.list, { query: { state: 'live' } })).items;
  // What comes first of both: nobody does anything from now on, or it has lasted long enough.
  expect(session!.expiresAt - session!.lastActiveAt).toBe(600_000);

  const type = async (...words: string[]) => {
    const typed = run([...words, '--data-dir', dataDir]);
    const { code } = await typed.ended;
    expect({ code, errors: typed.errors() }).toEqual({ code: 0, errors: '' });
  };
  await type('apps', 'create', 'wiki', '--upstream', application.url, '--no-probe');
  const text = 'permit (principal is Person, action == Action::"open", resource == App::"wiki");';
  await type('policies', 'create', 'all', '--text', text);
  await eventually('the policy is in force', async () =>
    (await browser.open(at('wiki'))).status === 200 ? true : undefined,
  );
  const socket = await browser.webSocket(at('wiki', '/live'));
  const echoes = async (text: string) => {
    socket.send(text);
    await eventually('the echo', async () => (socket.messages.includes(`echo ${text}`) ? true : undefined));
  };
  await echoes('before');

  // A certificate without its key is refused, told, and not served; not even by a control that starts over.
  const first = await serialAt(port);
  await issue('certificate alone');
  const look = async () => {
    const { checks } = await client.call(api.installation.status);
    return checks.find(({ name }) => name === 'host-certificate');
  };
  const refusedNow = () =>
    eventually('the pair is refused', async () => {
      const found = await look().catch(() => undefined);
      return found?.why?.includes('is not the key of') === true ? true : undefined;
    });
  await refusedNow();
  expect(serve.errors()).toContain('is not the key of');
  const control = await pidOf(dataDir, 'control');
  process.kill(control ?? 0, 'SIGKILL');
  await eventually('control is back', async () => {
    const now = await pidOf(dataDir, 'control');
    return now === control ? undefined : now;
  });
  await refusedNow();
  expect(await serialAt(port)).toBe(first);

  const shown = await (await fetch(`http://127.0.0.1:${figures}/metrics`)).text();
  expect(shown).toMatch(/^sallyport_restarts\{[^}]*child="control"[^}]*\} 1$/m);
  expect(shown).toMatch(/^sallyport_restarts\{[^}]*child="gateway"[^}]*\} 0$/m);

  // The whole pair is.
  await issue();
  await eventually('the new pair is served', async () =>
    (await serialAt(port)) === first ? undefined : true,
  );
  expect((await look())?.why).not.toContain('is not the key of');
  await echoes('after');
  const changed = (await client.call(api.audit.list, { query: { limit: 50 } })).items.find(
    ({ kind, about }) => kind === 'object-changed' && about.includes('host-certificate'),
  );
  expect(changed).toBeDefined();
  serve.signal('SIGTERM');
  expect(await serve.ended).toEqual({ code: 0, signal: null });
});

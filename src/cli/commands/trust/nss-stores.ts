import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Authority, labelPattern } from './authority.ts';
import type { Outcome, TrustPlace, TrustStore } from './store.ts';
import type { Tools } from './tools.ts';

/** Where Chromium and its relatives keep certificates below the home directory; the first is the usual one. */
const chromiumFolders = ['.pki/nssdb', '.local/share/pki/nssdb', 'snap/chromium/current/.pki/nssdb'] as const;

const chromiumPrograms = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'brave-browser',
  'microsoft-edge',
] as const;

const firefoxFolders = [
  '.mozilla/firefox',
  '.config/mozilla/firefox',
  'snap/firefox/common/.mozilla/firefox',
  '.var/app/org.mozilla.firefox/.mozilla/firefox',
] as const;

/** The stores of the browsers that keep one of their own (NSS), below one home directory. */
export async function nssStores(place: TrustPlace, tools: Tools): Promise<readonly TrustStore[]> {
  const found: TrustStore[] = [];
  for (const folder of chromiumFolders) {
    const path = join(place.home, folder);
    if (await isThere(join(path, 'cert9.db')))
      found.push(nssStore(`Chromium, Chrome (${path})`, path, tools));
  }
  if (found.length === 0 && (await hasChromium(tools))) {
    const path = join(place.home, chromiumFolders[0]);
    found.push(nssStore(`Chromium, Chrome (${path})`, path, tools));
  }
  for (const folder of firefoxFolders) {
    const profiles: string[] = await readdir(join(place.home, folder)).catch(() => []);
    for (const profile of profiles.toSorted()) {
      const path = join(place.home, folder, profile);
      if (await isThere(join(path, 'cert9.db'))) found.push(nssStore(`Firefox (${path})`, path, tools));
    }
  }
  return found;
}

async function hasChromium(tools: Tools): Promise<boolean> {
  for (const program of chromiumPrograms) if (await tools.has(program)) return true;
  return false;
}

function nssStore(name: string, path: string, tools: Tools): TrustStore {
  const database = `sql:${path}`;
  const certutil = (...words: string[]) => tools.run('certutil', [...words, '-d', database]);
  const holds = async (label: string): Promise<boolean> => (await certutil('-L', '-n', label)).code === 0;
  return {
    name,
    async add(authority) {
      if (!(await tools.has('certutil'))) return lacksCertutil(tools);
      if (!(await isThere(join(path, 'cert9.db')))) {
        await mkdir(path, { recursive: true, mode: 0o700 });
        const made = await certutil('-N', '--empty-password');
        if (made.code !== 0) return failed(made.err);
      }
      if (await holds(authority.label)) return { kind: 'already' };
      // `C`: it may vouch for servers; not for people's certificates or mail.
      return withFile(authority, async (file) => {
        const added = await certutil('-A', '-n', authority.label, '-t', 'C,,', '-i', file);
        return added.code === 0 ? { kind: 'done' } : failed(added.err);
      });
    },
    async remove(label) {
      if (!(await tools.has('certutil'))) return lacksCertutil(tools);
      if (!(await isThere(join(path, 'cert9.db'))) || !(await holds(label))) return { kind: 'already' };
      const removed = await certutil('-D', '-n', label);
      return removed.code === 0 ? { kind: 'done' } : failed(removed.err);
    },
    async labels() {
      if (!(await isThere(join(path, 'cert9.db')))) return [];
      const listed = await certutil('-L');
      const names = listed.out.split('\n').map((line) => line.split(/\s/)[0] ?? '');
      return names.filter((one) => labelPattern.test(one));
    },
  };
}

/** Hands a certificate over as a file, which is gone afterwards. */
async function withFile(authority: Authority, use: (file: string) => Promise<Outcome>): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-trust-'));
  try {
    const file = join(folder, 'authority.pem');
    await writeFile(file, authority.pem);
    return await use(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function lacksCertutil(tools: Tools): Promise<Outcome> {
  const command = (await tools.has('apt-get'))
    ? 'sudo apt-get install libnss3-tools'
    : (await tools.has('dnf'))
      ? 'sudo dnf install nss-tools'
      : 'install certutil, a tool of NSS';
  return { kind: 'needs', why: 'its store is written by certutil, which is not installed', command };
}

function failed(err: string): Outcome {
  return { kind: 'failed', why: err.trim().split('\n').at(-1) ?? 'no reason given' };
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

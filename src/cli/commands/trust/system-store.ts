import { access, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { labelPattern } from './authority.ts';
import type { Outcome, TrustPlace, TrustStore } from './store.ts';
import type { Tools } from './tools.ts';

interface Family {
  readonly name: string;
  readonly folder: string;
  readonly update: readonly [program: string, ...words: string[]];
}

/** How the families of Linux keep authorities that were added: a folder, and the program that reads it. */
const families: readonly Family[] = [
  { name: 'Debian, Ubuntu', folder: '/usr/local/share/ca-certificates', update: ['update-ca-certificates'] },
  {
    name: 'Fedora, RHEL',
    folder: '/etc/pki/ca-trust/source/anchors',
    update: ['update-ca-trust', 'extract'],
  },
  { name: 'SUSE', folder: '/etc/pki/trust/anchors', update: ['update-ca-certificates'] },
  {
    name: 'Arch',
    folder: '/etc/ca-certificates/trust-source/anchors',
    update: ['update-ca-trust', 'extract'],
  },
];

/** The store that curl and most programs use; undefined where this Linux is of no family that we know. */
export async function systemStore(place: TrustPlace, tools: Tools): Promise<TrustStore | undefined> {
  for (const family of families) {
    if ((await isThere(place.root + family.folder)) && (await tools.has(family.update[0])))
      return linuxStore(family, place, tools);
  }
  return undefined;
}

function linuxStore(family: Family, place: TrustPlace, tools: Tools): TrustStore {
  const folder = place.root + family.folder;
  const fileOf = (label: string): string => join(folder, `${label}.crt`);
  const [program, ...words] = family.update;
  const update = async (): Promise<Outcome> => {
    const { code, err } = await tools.run(program, words);
    return code === 0 ? { kind: 'done' } : { kind: 'failed', why: `${program}: ${err.trim()}` };
  };
  const needsRoot: Outcome = {
    kind: 'needs',
    why: 'only root may change it; browsers do not use it, curl and most programs do',
    command: place.asRoot,
  };
  return {
    name: `the system's store (${family.folder})`,
    async add({ label, pem }) {
      const present = await readFile(fileOf(label), 'utf8').catch(() => undefined);
      if (present === pem) return { kind: 'already' };
      if (place.uid !== 0) return needsRoot;
      await writeFile(fileOf(label), pem, { mode: 0o644 });
      return update();
    },
    async remove(label) {
      if (!labelPattern.test(label) || !(await isThere(fileOf(label)))) return { kind: 'already' };
      if (place.uid !== 0) return needsRoot;
      await rm(fileOf(label));
      return update();
    },
    async labels() {
      const names = await readdir(folder).catch(() => []);
      return names.map((name) => name.replace(/\.crt$/, '')).filter((label) => labelPattern.test(label));
    },
  };
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

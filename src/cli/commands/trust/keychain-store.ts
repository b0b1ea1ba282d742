import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome, TrustPlace, TrustStore } from './store.ts';
import type { Tools } from './tools.ts';
import type { Authority } from './authority.ts';

/**
 * The user's keychain on macOS, which Safari, Chrome and most programs use. Written by `security(1)` as its manual
 * says; it was not tried on a Mac yet.
 */
export function keychainStore(place: TrustPlace, tools: Tools, known: readonly Authority[]): TrustStore {
  const keychain = join(place.home, 'Library/Keychains/login.keychain-db');
  const security = async (...words: string[]): Promise<Outcome> => {
    const { code, err } = await tools.run('security', words);
    return code === 0 ? { kind: 'done' } : { kind: 'failed', why: err.trim() };
  };
  const hashOf = (label: string): string | undefined =>
    known.find((authority) => authority.label === label)?.fingerprint.replaceAll(':', '');
  const holds = async (hash: string): Promise<boolean> => {
    const { out } = await tools.run('security', ['find-certificate', '-a', '-Z', keychain]);
    return out.includes(hash);
  };
  return {
    name: 'the keychain (Safari, Chrome and most programs)',
    async add({ label, pem }) {
      const hash = hashOf(label);
      if (hash !== undefined && (await holds(hash))) return { kind: 'already' };
      const folder = await mkdtemp(join(tmpdir(), 'sallyport-trust-'));
      try {
        const file = join(folder, 'authority.pem');
        await writeFile(file, pem);
        return await security('add-trusted-cert', '-r', 'trustRoot', '-p', 'ssl', '-k', keychain, file);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    async remove(label) {
      const hash = hashOf(label);
      if (hash === undefined || !(await holds(hash))) return { kind: 'already' };
      return security('delete-certificate', '-Z', hash, '-t', keychain);
    },
    labels: async () => [],
  };
}

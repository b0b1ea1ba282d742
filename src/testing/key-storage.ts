import type { KeyStorage, KeyToStore, StoredKey } from '#ca/index.ts';

/** Keys in memory, with a lock like the database's. */
export interface FakeKeyStorage extends KeyStorage {
  /** Every row, retired ones too. */
  rows(): readonly StoredKey[];
  /** How many transactions told that they changed something. */
  told(): number;
}

/** Makes an empty key storage. */
export function createKeyStorage(): FakeKeyStorage {
  const rows = new Map<string, StoredKey>();
  let told = 0;
  let last: Promise<unknown> = Promise.resolve();
  const current = async (): Promise<readonly StoredKey[]> =>
    [...rows.values()].filter(({ state }) => state !== 'retired');
  const insert = async (key: KeyToStore): Promise<void> => {
    const { notBefore, notAfter } = key;
    rows.set(key.kid, { ...key, notBefore: notBefore.getTime(), notAfter: notAfter.getTime() });
  };
  return {
    rows: () => [...rows.values()],
    told: () => told,
    current,
    exclusively(work) {
      const run = last.then(async () => {
        const move: Parameters<typeof work>[0]['move'] = async (kid, { from, to }) => {
          const row = rows.get(kid);
          if (row?.state !== from) return false;
          rows.set(kid, { ...row, state: to });
          return true;
        };
        const { changed } = await work({ current, insert, move });
        if (changed) told += 1;
      });
      last = run.catch(() => {});
      return run;
    },
  };
}

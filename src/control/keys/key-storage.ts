import type { KeyStorage } from '#ca/index.ts';
import type { NewChange, Store } from '#store/index.ts';

/** The subject of the change that tells other replicas to read the keys again. */
export const keysSubject = 'keys';

const keysChanged: NewChange = {
  kind: 'config',
  subjects: [keysSubject],
  cause: 'keys-changed',
  actor: { kind: 'system' },
};

/** Keeps keys in the store; one replica at a time changes them. */
export function keyStorage(store: Pick<Store, 'keys' | 'change'>): KeyStorage {
  return {
    current: () => store.keys.current(),
    async exclusively(work) {
      await store.change(
        async (tx) => {
          await tx.keys.lock();
          return work(tx.keys);
        },
        ({ changed }) => (changed ? [keysChanged] : []),
      );
    },
  };
}

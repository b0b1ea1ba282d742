import type { Authority } from './authority.ts';
import { keychainStore } from './keychain-store.ts';
import { nssStores } from './nss-stores.ts';
import type { TrustPlace, TrustStore } from './store.ts';
import { systemStore } from './system-store.ts';
import type { Tools } from './tools.ts';

/** Every store of this machine that is ours to write, browsers first. */
export async function trustStores(
  place: TrustPlace & {
    /** `system`: for everybody on the machine. `own`: for whoever runs this. */
    readonly whose: 'own' | 'system' | 'both';
  },
  tools: Tools,
  known: readonly Authority[],
): Promise<readonly TrustStore[]> {
  const own = place.whose !== 'system';
  if (place.platform === 'darwin') {
    const firefox = own ? await nssStores(place, tools) : [];
    return [...(own ? [keychainStore(place, tools, known)] : []), ...firefox];
  }
  if (place.platform !== 'linux') return [];
  const browsers = own ? await nssStores(place, tools) : [];
  const system = place.whose === 'own' ? undefined : await systemStore(place, tools);
  return [...browsers, ...(system === undefined ? [] : [system])];
}

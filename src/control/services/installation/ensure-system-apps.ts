import { newId } from '#base/ids.ts';
import { appSpecSchema } from '#contracts/app-spec.ts';
import { type SystemApp, systemHost, systemHosts } from '#contracts/hosts.ts';
import type { Store } from '#store/index.ts';

const titles: Readonly<Record<SystemApp, string>> = {
  console: 'Console',
  portal: 'Portal',
  signin: 'Sign-in',
  api: 'API',
};

/** Those whom nobody signs in for at the gateway: the sign-in itself, and programs that bring a token of ours. */
const publicApps: ReadonlySet<SystemApp> = new Set(['signin', 'api']);

/**
 * Makes our own apps that are not there yet, and moves them when the domain is another than before. To be called
 * at each start, before gateways are served; several replicas at once do no harm.
 */
export async function ensureSystemApps(store: Store, domain: string): Promise<void> {
  const names = Object.keys(systemHosts).filter((name): name is SystemApp => name in titles);
  const rows = await store.apps.all();
  const right = names.every((name) =>
    rows.some((row) => row.system === name && row.host === systemHost(name, domain)),
  );
  if (right) return;
  await store.change(
    async (tx) => {
      for (const name of names) {
        const host = systemHost(name, domain);
        const row = await tx.apps.findByName(name);
        if (row === undefined) {
          const access = publicApps.has(name) ? 'public' : 'policy';
          const spec = appSpecSchema.parse({ access, upstream: { kind: 'control' } });
          const known = { id: newId('app'), name, title: titles[name], host, kind: 'web' as const };
          await tx.apps.insert({ ...known, system: name, sensitivity: 'high', spec });
        } else if (row.host !== host) {
          await tx.apps.update({ id: row.id, version: row.version }, { host });
        }
      }
    },
    { kind: 'config', subjects: ['apps'], cause: 'app-changed', actor: { kind: 'system' } },
  );
}

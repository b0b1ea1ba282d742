import type { Repositories } from '#store/index.ts';

/** The organisation's time zone, an IANA name: as set, else the usual one. */
export async function zoneOf(store: Pick<Repositories, 'settings'>, usual: string): Promise<string> {
  const row = await store.settings.find('zone');
  return typeof row?.value === 'string' ? row.value : usual;
}

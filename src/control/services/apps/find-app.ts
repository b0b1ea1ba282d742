import { isId } from '#base/ids.ts';
import type { AppRow, Repositories } from '#store/index.ts';

/** Finds an app by its id or its name. */
export function findApp(store: Pick<Repositories, 'apps'>, idOrName: string): Promise<AppRow | undefined> {
  return isId('app', idOrName) ? store.apps.find(idOrName) : store.apps.findByName(idOrName);
}

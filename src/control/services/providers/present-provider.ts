import { isId } from '#base/ids.ts';
import type { ProviderView } from '#contracts/api/providers.ts';
import { originOf, systemHost } from '#contracts/hosts.ts';
import { providerAddresses, providerOf } from '#identity/index.ts';
import type { ProviderRow, Repositories } from '#store/index.ts';
import type { Place } from '../call.ts';
import { found } from '../write.ts';

/** Shows a provider. Of its secret only whether there is one. */
export function presentProvider(row: ProviderRow, place: Place): ProviderView {
  const { id, name, title, issuer, clientId, state, version, createdAt, changedAt } = row;
  const { settings } = providerOf(row);
  const addresses = providerAddresses(originOf(systemHost('signin', place.domain), place.publicPort), name);
  const times = { createdAt, changedAt };
  const hasSecret = row.sealed !== null;
  return { id, name, title, issuer, clientId, hasSecret, settings, state, addresses, version, ...times };
}

/** Finds a provider by id or name. @throws Fault `not-found` */
export async function findProvider(
  { providers }: Pick<Repositories, 'providers'>,
  idOrName: string,
): Promise<ProviderRow> {
  return found(
    isId('provider', idOrName) ? await providers.find(idOrName) : await providers.findByName(idOrName),
  );
}

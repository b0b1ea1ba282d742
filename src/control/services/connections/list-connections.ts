import type { AppId, PersonId, ServiceAccountId, ServiceKeyId, SessionId } from '#base/ids.ts';
import type { Connection } from '#contracts/api/connections.ts';
import type { LiveConnectionRow, Page, PageRequest, Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { holderNames } from '../holder-names.ts';
import { sightOf } from '../permit.ts';

/** Lists what is open right now; whoever may not read everybody's gets their own. */
export async function listConnections(
  call: Call,
  request: PageRequest & {
    readonly person?: PersonId | ServiceAccountId | undefined;
    readonly app?: AppId | undefined;
    readonly session?: SessionId | ServiceKeyId | undefined;
  },
): Promise<Page<Connection>> {
  const sight = await sightOf(call);
  const { cursor, limit, app, session } = request;
  const person = sight.kind === 'own' ? sight.person : request.person;
  const sessions = session === undefined ? undefined : [session];
  const page = await call.store.liveConnections.list({ cursor, limit, app, sessions, person });
  return { ...page, items: await presentConnections(call.store, page.items) };
}

/** Connections as the API shows them, with the names of people and apps. */
export async function presentConnections(
  store: Pick<Repositories, 'people' | 'serviceAccounts' | 'apps'>,
  rows: readonly LiveConnectionRow[],
): Promise<Connection[]> {
  const [holders, apps] = await Promise.all([
    holderNames(
      store,
      rows.map((row) => row.personId),
    ),
    store.apps.findMany([...new Set(rows.map((row) => row.appId))]),
  ]);
  const names = new Map<string, string>([...holders, ...apps.map(({ id, name }) => [id, name] as const)]);
  return rows.map((row) => ({
    id: row.id,
    person: { id: row.personId, name: names.get(row.personId) ?? '' },
    app: { id: row.appId, name: names.get(row.appId) ?? '' },
    session: row.sessionId,
    grant: row.grantId,
    gateway: row.gatewayId,
    protocol: row.protocol,
    address: row.address,
    openedAt: row.openedAt,
  }));
}

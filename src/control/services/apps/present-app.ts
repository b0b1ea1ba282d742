import { type AppSpec, appSpecSchema } from '#contracts/app-spec.ts';
import type { App } from '#contracts/api/apps.ts';
import { originOf } from '#contracts/hosts.ts';
import type { AppRow, Repositories } from '#store/index.ts';
import type { Place } from '../call.ts';
import { given } from '../write.ts';

/** Shows apps as the API has them. */
export async function presentApps(
  store: Pick<Repositories, 'apps'>,
  place: Place,
  rows: readonly AppRow[],
): Promise<App[]> {
  const tags = await store.apps.tagsOf(rows.map((row) => row.id));
  return rows.map((row) => {
    const direct = (tags.get(row.id) ?? []).filter((tag) => tag.direct).map((tag) => tag.name);
    return showApp(row, direct, place);
  });
}

/** Shows one app. */
export async function presentApp(store: Pick<Repositories, 'apps'>, place: Place, row: AppRow): Promise<App> {
  const tags = await store.apps.tagsOf([row.id]);
  return showApp(
    row,
    (tags.get(row.id) ?? []).filter((tag) => tag.direct).map((tag) => tag.name),
    place,
  );
}

/** As `presentApp`, of what was read already; the tags are those that it carries itself. */
export function showApp(row: AppRow, tags: string[], place: Place): App {
  const { upstream, maxBodyBytes, ...spec } = appSpecSchema.parse(row.spec);
  return {
    ...spec,
    maxBodyBytes: maxBodyBytes ?? null,
    upstream: upstream.kind === 'http' ? upstreamOf(upstream) : null,
    id: row.id,
    name: row.name,
    title: row.title === '' ? row.name : row.title,
    host: row.host,
    url: row.host === null ? null : originOf(row.host, place.publicPort),
    kind: row.kind,
    system: systemOf(row.system),
    state: row.state,
    sensitivity: row.sensitivity,
    labels: row.labels,
    tags,
    version: row.version,
    createdAt: row.createdAt,
    changedAt: row.changedAt,
  };
}

function upstreamOf(upstream: Extract<AppSpec['upstream'], { kind: 'http' }>): App['upstream'] {
  const { url, host, serverName, ca, pin } = upstream;
  return { url, ...given({ host, serverName, ca, pin }) };
}

const systemApps = ['console', 'portal', 'signin', 'api'] as const;

function systemOf(name: string | null): App['system'] {
  return systemApps.find((known) => known === name) ?? null;
}

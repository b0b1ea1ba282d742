import { type Client, every } from '#client/index.ts';
import { appliedObjectSchema, type WrittenObject } from '#contracts/api/apply.ts';
import { type App, apps } from '#contracts/api/apps.ts';
import { groups } from '#contracts/api/groups.ts';
import { people } from '#contracts/api/people.ts';
import { policies } from '#contracts/api/policies.ts';
import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { tags } from '#contracts/api/tags.ts';
import { upTo } from '../find.ts';

const most = 20_000;
const paged = (cursor: string | undefined) => ({ query: { limit: 200, ...(cursor && { cursor }) } });

/** How each kind is read, in the order in which it is written. */
export const exporters = {
  tag: exportTags,
  group: exportGroups,
  app: exportApps,
  'service-account': exportAccounts,
  policy: exportPolicies,
  'policy-test': exportTests,
} as const satisfies Record<WrittenObject['kind'], (client: Client) => Promise<readonly WrittenObject[]>>;

async function exportTags(client: Client): Promise<readonly WrittenObject[]> {
  const { items } = await client.call(tags.list);
  return items.map(({ name, description, parents }) => ({ kind: 'tag', name, description, parents }));
}

async function exportGroups(client: Client): Promise<readonly WrittenObject[]> {
  const items = await upTo(
    every((cursor) => client.call(groups.list, paged(cursor))),
    most,
  );
  const names = new Map<string, string>(items.map(({ id, name }) => [id, name]));
  return byName(items).map(({ name, description, parents }) => ({
    kind: 'group',
    name,
    description,
    parents: parents.map((id) => names.get(id) ?? id).toSorted(),
  }));
}

async function exportApps(client: Client): Promise<readonly WrittenObject[]> {
  const items = await upTo(
    every((cursor) => client.call(apps.list, paged(cursor))),
    most,
  );
  const domain = items.find(({ system }) => system === 'console')?.host?.replace(/^console\./, '');
  return byName(items)
    .filter(({ system }) => system === null)
    .map((app) => appAsWritten(app, domain));
}

/** What of an app files cannot say, since it follows from the rest; routes and host are written in their own way. */
const unsaid = new Set(
  'id url kind system access version createdAt changedAt upstream host routes'.split(' '),
);

/**
 * An app as files write it. The host is left out where it is the usual one below the domain, so that the file fits
 * another domain as well.
 */
export function appAsWritten(app: App, domain?: string): WrittenObject {
  const { host, upstream } = app;
  return appliedObjectSchema.parse({
    kind: 'app',
    ...Object.fromEntries(Object.entries(app).filter(([field]) => !unsaid.has(field))),
    ...(upstream === null ? {} : { upstream }),
    ...(host === null || host === `${app.name}.${domain}` ? {} : { host }),
    routes: app.routes.map(({ name, methods, patterns }) => ({ name, methods, patterns })),
  });
}

async function exportAccounts(client: Client): Promise<readonly WrittenObject[]> {
  const items = await upTo(
    every((cursor) => client.call(serviceAccounts.list, paged(cursor))),
    most,
  );
  const owners = new Map<string, string>();
  for (const id of new Set(items.flatMap(({ owner }) => (owner === null ? [] : [owner.id])))) {
    const { issuer, email } = await client.call(people.get, { params: { person: id } });
    owners.set(id, issuer === 'local' && email !== null ? email : id);
  }
  return byName(items).map(({ name, description, state, owner, apps: of, labels, groups: inside }) => ({
    kind: 'service-account',
    name,
    description,
    state,
    owner: owner === null ? null : (owners.get(owner.id) ?? owner.id),
    apps: of.map((app) => app.name),
    labels,
    groups: inside.map((group) => group.name),
  }));
}

async function exportPolicies(client: Client): Promise<readonly WrittenObject[]> {
  const items = await upTo(
    every((cursor) => client.call(policies.list, paged(cursor))),
    most,
  );
  return byName(items).map(({ name, title, text, mode, enabled, enforceFrom }) => ({
    kind: 'policy',
    name,
    title,
    mode,
    enabled,
    ...(enforceFrom === null ? {} : { enforceFrom: new Date(enforceFrom).toISOString() }),
    text,
  }));
}

async function exportTests(client: Client): Promise<readonly WrittenObject[]> {
  const { items } = await client.call(policies.listTests);
  return items.map(({ spec }) => ({ kind: 'policy-test', ...spec }));
}

function byName<T extends { readonly name: string }>(items: readonly T[]): readonly T[] {
  return items.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

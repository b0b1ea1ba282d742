import type { Client } from '#client/index.ts';
import { apps } from '#contracts/api/apps.ts';
import { gateways } from '#contracts/api/gateways.ts';
import { groups } from '#contracts/api/groups.ts';
import { people } from '#contracts/api/people.ts';
import { policies } from '#contracts/api/policies.ts';
import { proposals } from '#contracts/api/proposals.ts';
import { providers } from '#contracts/api/providers.ts';
import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { tags } from '#contracts/api/tags.ts';
import type { Fitting } from './what-fits.ts';

/** Names offered at once: more than anybody reads. */
const most = 200;

type ReadNames = (client: Client, begun: string) => Promise<readonly Fitting[]>;

/** How names of each kind are asked for, with one request each. */
export const nameKinds = {
  app: async (client, search) =>
    (await client.call(apps.list, { query: { limit: most, search } })).items.map(({ name, title }) => ({
      word: name,
      about: title,
    })),
  group: async (client, search) =>
    (await client.call(groups.list, { query: { limit: most, search } })).items.map(
      ({ name, description }) => ({ word: name, about: description }),
    ),
  person: async (client, search) =>
    (await client.call(people.list, { query: { limit: most, search } })).items.flatMap(({ email, name }) =>
      email === null ? [] : [{ word: email, about: name }],
    ),
  'service-account': async (client, search) =>
    (await client.call(serviceAccounts.list, { query: { limit: most, search } })).items.map(
      ({ name, description }) => ({ word: name, about: description }),
    ),
  policy: async (client) =>
    (await client.call(policies.list, { query: { limit: 500 } })).items.map(({ name, title }) => ({
      word: name,
      about: title,
    })),
  tag: async (client) =>
    (await client.call(tags.list)).items.map(({ name, description }) => ({ word: name, about: description })),
  provider: async (client) =>
    (await client.call(providers.list)).items.map(({ name }) => ({ word: name, about: '' })),
  proposal: async (client) =>
    (await client.call(proposals.list, { query: { limit: most } })).items.map(
      ({ id, proposer, operation }) => ({
        word: id,
        about: `${operation} by ${proposer.name}`,
      }),
    ),
  gateway: async (client) =>
    (await client.call(gateways.list)).items.map(({ name }) => ({ word: name, about: '' })),
} as const satisfies Record<string, ReadNames>;

export type NameKind = keyof typeof nameKinds;

/** What the words between brackets name. */
const byPlaceholder: ReadonlyMap<string, NameKind> = new Map([
  ['app', 'app'],
  ['group', 'group'],
  ['person', 'person'],
  ['decision-or-person', 'person'],
  ['account', 'service-account'],
  ['policy', 'policy'],
  ['tag', 'tag'],
  ['provider', 'provider'],
  ['gateway', 'gateway'],
  ['proposal', 'proposal'],
]);

/** Says which names fit where the help text writes this between brackets. */
export function nameKindOf(placeholder: string): NameKind | undefined {
  return byPlaceholder.get(placeholder);
}

import type { Client } from '#client/index.ts';
import { api } from '#contracts/api/operations.ts';

const rightToLeft = 'محمد بن عبد الرحمن آل مكتوم';
const longest = `Wolfeschlegelsteinhausenbergerdorff-${'Habsburg-Lothringen-'.repeat(4)}`.slice(0, 119);

const groups = [
  ['engineers', 'Everybody who builds'],
  ['on-call', 'Who answers at night'],
  ['contractors', 'People of other companies, for a limited time'],
  ['finance', ''],
  ['people-and-culture-with-a-name-as-long-as-names-of-groups-may-be', 'Names can be long'],
  ['עובדים', 'Right to left'],
] as const;

const apps = [
  ['wiki', 'Wiki', 'low'],
  ['payroll', 'Payroll', 'high'],
  ['dashboards', 'Dashboards of everything that runs anywhere in the organisation', 'medium'],
  ['repository', 'Source code', 'high'],
  ['time', 'תעודת זמן', 'low'],
] as const;

const people = [
  ['Ada Lovelace', 'ada@example.org', 'engineers'],
  ['Grace Hopper', 'grace@example.org', 'on-call'],
  [rightToLeft, 'mohammed@example.org', 'finance'],
  [longest, 'somebody.with.a.very.long.address.indeed@subsidiary.holding.example.org', 'contractors'],
  ['李小龍', 'lee@example.org', 'engineers'],
  ['Zoë O’Neil-Smith Jr.', 'zoe@example.org', 'engineers'],
] as const;

/** Fills an installation with what real ones have: long names, names written from right to left, empty fields. */
export async function populate(client: Client): Promise<void> {
  const ids = new Map<string, string>();
  for (const [name, description] of groups) {
    const { id } = await client.call(api.groups.create, { body: { name, description } });
    ids.set(name, id);
  }
  for (const [name, title, sensitivity] of apps) {
    const upstream = { url: 'http://127.0.0.1:9' };
    await client.call(api.apps.create, {
      body: { name, title, sensitivity, upstream, labels: ['data=any'] },
    });
  }
  for (const [name, email, group] of people) {
    const inGroup = ids.get(group);
    await client.call(api.people.invite, {
      body: { name, email, groups: inGroup === undefined ? [] : [inGroup], roles: [] },
    });
  }
  await client.call(api.providers.create, {
    body: {
      name: 'corp',
      title: 'Corporate identity',
      issuer: 'https://identity.example.org/realms/staff',
      clientId: 'sallyport',
      state: 'disabled',
    },
  });
  await addServiceAccounts(client, ids.get('engineers'));
  await client.call(api.tags.create, { body: { name: 'internal', description: 'For ourselves' } });
  for (const app of ['wiki', 'dashboards']) {
    await client.call(api.policies.create, {
      body: {
        name: `engineers-${app}`,
        title: `Engineers may open ${app}`,
        text: `permit (\n  principal in Group::"engineers",\n  action == Action::"open",\n  resource == App::"${app}"\n);\n`,
      },
    });
  }
  await client.call(api.policies.addTest, {
    body: { says: 'can-never', who: { group: 'contractors' }, what: { app: 'payroll' } },
  });
}

async function addServiceAccounts(client: Client, group: string | undefined): Promise<void> {
  const { items } = await client.call(api.apps.list, { query: { search: 'wiki' } });
  const apps = items.map(({ id }) => id);
  const groups = group === undefined ? [] : [group];
  await client.call(api.serviceAccounts.create, { body: { name: 'nobodys-own', apps } });
  const body = {
    name: 'deploy-bot',
    description: 'Deploys what was merged.',
    apps,
    groups,
    labels: ['env=prod'],
  };
  const { id } = await client.call(api.serviceAccounts.create, { body });
  const params = { account: id };
  await client.call(api.serviceAccounts.addKey, { params, body: { name: 'the build server' } });
  const old = await client.call(api.serviceAccounts.addKey, { params, body: { name: longest, apps } });
  await client.call(api.serviceAccounts.revokeKey, { params: { account: id, key: old.id } });
}

import { newId } from '#base/ids.ts';
import type { StoredPolicy } from '#contracts/policies.ts';
import type { Store } from '#store/index.ts';
import { numbers } from '../decision/world.ts';

/** How large an organisation is previewed. */
export interface PreviewSize {
  readonly people: number;
  readonly apps: number;
  readonly policies: number;
  readonly decisions: number;
}

/** A database, and a way to write much into it at once. */
export interface Place {
  readonly store: Store;
  readonly run: (text: string, values?: readonly unknown[]) => Promise<unknown>;
}

const groups = 100;
const groupsEach = 8;

/** Fills a database with people in groups, apps under tags, and policies; ids are told, so that drafts can name them. */
export async function fill({ store, run }: Place, size: PreviewSize): Promise<void> {
  await run(
    `insert into groups (id, name) select 'grp_' || n, 'group ' || n from generate_series(0, $1 - 1) n`,
    [groups],
  );
  await run(
    `insert into people (id, issuer, subject, name, email, state)
     select 'per_' || n, 'local', 'per_' || n, 'Person ' || n, 'p' || n || '@example.org', 'enabled'
     from generate_series(0, $1 - 1) n`,
    [size.people],
  );
  await run(
    `insert into memberships (group_id, person_id)
     select distinct 'grp_' || ((n * 7 + k * 13 + (n / 11) * k) % $2), 'per_' || n
     from generate_series(0, $1 - 1) n, generate_series(0, $3 - 1) k`,
    [size.people, groups, groupsEach],
  );
  await run(`insert into tags (name) select 'tag-' || n from generate_series(0, 9) n`);
  const spec = JSON.stringify({ upstream: { kind: 'http', url: 'http://127.0.0.1:1' } });
  await run(
    `insert into apps (id, name, host, kind, spec)
     select 'app_' || n, 'app-' || n, 'app-' || n || '.test.localhost', 'web', $2::jsonb
     from generate_series(0, $1 - 1) n`,
    [size.apps, spec],
  );
  await run(
    `insert into app_tags (app_id, tag) select 'app_' || n, 'tag-' || (n % 10) from generate_series(0, $1 - 1) n`,
    [size.apps],
  );
  for (const policy of policiesOf(size)) {
    await store.policies.insert({ ...policy, name: policy.id.replace('_', '-'), enabled: true });
  }
}

/** Mostly groups on apps, some on tags, one in twenty on everything. */
function policiesOf(size: PreviewSize): readonly StoredPolicy[] {
  const next = numbers(7);
  return Array.from({ length: size.policies }, (_, n) => {
    const who = `principal in Group::"grp_${next(groups)}"`;
    const open = 'action == Action::"open"';
    const text =
      n % 20 === 0
        ? `forbid (principal is Person, ${open}, resource) when { resource.labels.contains("label-${n}") };`
        : n % 20 === 1
          ? `permit (${who}, ${open}, resource in Tag::"tag-${next(10)}");`
          : `permit (${who}, ${open}, resource == App::"app_${n % size.apps}") when { context.authn.methods.contains("otp") };`;
    return { id: `pol_${n}`, title: `policy ${n}`, text, mode: 'enforce' as const };
  });
}

/** Recorded decisions of these people, as control keeps them, and a live connection for each hundredth. */
export async function record({ store }: Place, size: PreviewSize): Promise<void> {
  const bytes = Buffer.from('x');
  for (let from = 0; from < size.decisions; from += 500) {
    const made = Array.from({ length: Math.min(500, size.decisions - from) }, (_, n) =>
      decision(from + n, size),
    );
    await store.decisionInputs.put(made.map(({ digest, input }) => ({ digest, bytes: input })));
    await store.audit.append(
      made.map(({ about, payload }, n) => ({
        chain: 'bench',
        seq: from + n + 1,
        at: new Date(Date.now() - (size.decisions - from - n) * 1_000),
        kind: 'decision-made',
        about,
        bytes,
        hash: bytes,
        payload,
        salt: bytes,
      })),
    );
  }
}

function decision(n: number, size: PreviewSize) {
  const [person, app] = [`per_${(n * 17) % size.people}`, `app_${(n * 5) % size.apps}`];
  const input = {
    principal: {
      kind: 'person',
      id: person,
      issuer: 'local',
      subject: person,
      name: person,
      roles: [],
      labels: [],
      groups: [],
    },
    action: 'open',
    resource: { type: 'App', id: app, name: app, kind: 'web', sensitivity: 'medium', labels: [], tags: [] },
    authn: { methods: ['pwd', 'otp'], authenticatedAt: Date.now() },
    device: { class: 'unmanaged', facts: {} },
    network: { address: '127.0.0.1' },
    time: { zone: 'UTC' },
  };
  const digest = `digest-${n}`;
  const about = [newId('decision'), person, app];
  const answer = { outcome: 'allow', reason: 'allowed-by-policy', policyRevision: 1, policies: [] };
  const data = { id: about[0], at: Date.now(), inputDigest: digest, person, app, decision: answer };
  const event = { kind: 'decision-made', actor: { kind: 'system' }, about, data };
  return {
    digest,
    about,
    input: Buffer.from(JSON.stringify(input)),
    payload: Buffer.from(JSON.stringify(event)),
  };
}

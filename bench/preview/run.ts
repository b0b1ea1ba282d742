import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { type Client, createClient, nodeTransport } from '#client/index.ts';
import { api } from '#contracts/api/operations.ts';
import type { PolicyChange } from '#contracts/api/policy-versions.ts';
import { openStore } from '#store/index.ts';
import { startInstallation } from '../../test/system/support/installation.ts';
import { claim } from '../../test/system/support/population.ts';
import { quantile } from '../decision/measure.ts';
import { fill, type Place, type PreviewSize, record } from './world.ts';

/**
 * Measures a preview of drafts at the size of a large organisation, through a real control process: how long until the
 * first figures and until it is done, what memory control takes for it, and how long others wait meanwhile. Whoever
 * asks for a trifle every few milliseconds notices each stop of control's loop; the same is measured at rest first,
 * since the machine makes them wait as well.
 */
const size: PreviewSize = { people: 10_000, apps: 500, policies: 1_000, decisions: 5_000 };
const open = 'action == Action::"open"';
const drafts: readonly { readonly name: string; readonly change: PolicyChange }[] = [
  {
    name: 'one app, one group',
    change: update(`permit (principal in Group::"grp_3", ${open}, resource == App::"app_2");`),
  },
  {
    name: 'a tag, everybody',
    change: create(`permit (principal is Person, ${open}, resource in Tag::"tag-1");`),
  },
  {
    name: 'every app, one group',
    change: create(`forbid (principal in Group::"grp_5", ${open}, resource);`),
  },
  {
    name: 'every app, everybody',
    change: create(`forbid (principal is Person, ${open}, resource) unless { context.device.managed };`),
  },
];

function update(text: string): PolicyChange {
  return { kind: 'update', policy: 'pol-2', text };
}

function create(text: string): PolicyChange {
  return { kind: 'create', name: 'drafted', text, mode: 'enforce', enabled: true };
}

/** Asks for a trifle until it is told to stop, and gives how long each answer took, in milliseconds. */
function watch(client: Client): () => Promise<readonly number[]> {
  const took: number[] = [];
  const state = { over: false };
  const ended = (async () => {
    while (!state.over) {
      const asked = performance.now();
      await client.call(api.installation.me);
      took.push(performance.now() - asked);
      await wait(5);
    }
  })();
  return async () => {
    state.over = true;
    await ended;
    return took;
  };
}

const memory = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
const column = (value: number, unit: string): string =>
  `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`.padStart(11);

async function measure(
  client: Client,
  pid: number,
  { name, change }: (typeof drafts)[number],
): Promise<void> {
  const [before, stop, startedAt] = [memory(pid), watch(client), performance.now()];
  let preview = await client.call(api.policies.preview, { body: { changes: [change], replay: 'sample' } });
  let first: number | undefined;
  let most = before;
  while (preview.state === 'running') {
    await wait(500);
    preview = await client.call(api.policies.getPreview, { params: { preview: preview.id } });
    most = Math.max(most, memory(pid));
    if (first === undefined && (preview.report?.impact.checked ?? 0) > 0)
      first = performance.now() - startedAt;
  }
  const took = performance.now() - startedAt;
  const waits = await stop();
  const { impact, replay } = preview.report ?? {};
  console.log(
    [
      name.padEnd(22),
      column((first ?? took) / 1000, 's'),
      column(took / 1000, 's'),
      column(most - before, 'MiB'),
      column(quantile(waits, 0.99), 'ms'),
      column(Math.max(...waits), 'ms'),
      `  ${impact?.checked} pairs${impact?.complete === true ? '' : ' (not all)'}, ${impact?.apps.reduce((sum, app) => sum + app.gains + app.loses, 0)} differ, ${replay?.checked} replayed (${preview.state})`,
    ].join(''),
  );
}

async function run(): Promise<void> {
  const installation = await startInstallation({ name: 'one of each', controls: 1, gateways: 1 });
  const pool = new pg.Client({ ...installation.superuser, database: installation.database.database });
  try {
    await pool.connect();
    const store = await openStore({ database: installation.database });
    await claim(store);
    const place: Place = { store, run: async (text, values = []) => pool.query(text, [...values]) };
    await fill(place, size);
    await record(place, size);
    await pool.query('analyze');
    const [socket = ''] = installation.localSockets;
    const client = createClient({ transport: nodeTransport({ kind: 'socket', path: socket }) });
    const control = installation.processes.find(({ name }) => name === 'control');
    const beat = watch(client);
    await wait(3_000);
    const rest = await beat();
    console.log(
      `At rest others wait ${column(quantile(rest, 0.99), 'ms')} (p99), ${column(Math.max(...rest), 'ms')} at most.`,
    );
    console.log(
      `${'draft'.padEnd(22)}${['first', 'done', 'memory', 'wait p99', 'wait most'].map((word) => word.padStart(11)).join('')}`,
    );
    for (const draft of drafts) await measure(client, control?.pid ?? 0, draft);
    await store.close();
  } finally {
    await pool.end();
    await installation.stop();
  }
}

await run();

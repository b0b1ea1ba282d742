import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient, nodeTransport } from '#client/index.ts';
import { api } from '#contracts/api/operations.ts';
import { type Installation, type PartProcess, startInstallation } from './support/installation.ts';
import { controlBeatsFor } from './support/control-beats.ts';
import { now } from './support/machine-clock.ts';
import { type Member, openMember } from './support/member.ts';
import { claim, type SignIn, signIn, storeOf } from './support/population.ts';
import { startTickingApp } from './support/start-ticking-app.ts';

// Each part is stopped in mid-run as a kernel stops it, without a word, and goes on later. Nothing may be carried
// longer than the grace after the last state that is known for certain; afterwards everything works again.

const graceMs = 3_000;
const tickMs = 100;
/** Ticks, timers and a busy machine: how much later than the grace a byte is still taken for one in time. */
const slackMs = 1_500;

let installation: Installation;
let application: Awaited<ReturnType<typeof startTickingApp>>;
let people: readonly SignIn[];
const open: Member[] = [];

beforeAll(async () => {
  application = await startTickingApp(tickMs);
  installation = await startInstallation({ name: 'one node', controls: 1, gateways: 1 });
  const [path = ''] = installation.localSockets;
  const client = createClient({ transport: nodeTransport({ kind: 'socket', path }) });
  const store = await storeOf(installation);
  await claim(store);
  const upstream = { url: `http://127.0.0.1:${application.port}` };
  await client.call(api.apps.create, { body: { name: 'wiki', upstream, graceMs } });
  const text = 'permit (principal is Person, action == Action::"open", resource is App);';
  await client.call(api.policies.create, { body: { name: 'all', text } });
  const hosts = [`wiki.${installation.domain}`];
  people = await signIn(store, installation, { people: 8, sessions: 8, hosts });
  await store.close();
  await eventually(async () => (await enter(0)).fate().state === 'open');
});

afterAll(async () => {
  for (const member of open) member.destroy();
  for (const { pid } of installation?.processes ?? []) resume(pid);
  await installation?.stop();
  application?.stop();
});

async function enter(index: number): Promise<Member> {
  const { token = '', host = '' } = people[index] ?? {};
  const { publicPort } = installation;
  const address = `127.2.0.${index + 1}`;
  const member = openMember({ id: index, port: publicPort, host, publicPort, token, address });
  open.push(member);
  await member.settled;
  return member;
}

async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = now() + 30_000;
  while (!(await condition())) {
    if (now() > deadline) throw new Error('waited for nothing');
    await wait(100);
  }
}

function pidOf(name: PartProcess['name']): number {
  const found = installation.processes.find((process) => process.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found.pid;
}

function resume(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch {
    // It is gone already.
  }
}

async function living(index: number): Promise<Member> {
  const member = await enter(index);
  await eventually(() => member.fate().ticks > 3);
  return member;
}

const ended = (member: Member): boolean => member.fate().state === 'closed';

it.each(['control', 'PostgreSQL'] as const)(
  'carries nothing longer than the grace when %s is stopped, and serves again when it goes on',
  async (name) => {
    const index = name === 'control' ? 1 : 2;
    const member = await living(index);
    const pid = pidOf(name);
    const stoppedAt = now();
    process.kill(pid, 'SIGSTOP');
    // What a stopped PostgreSQL process leaves are its backends: they are stopped with it.
    const backends = name === 'PostgreSQL' ? await childrenOf(pid) : [];
    for (const backend of backends) process.kill(backend, 'SIGSTOP');
    await eventually(() => ended(member));
    const lived = member.fate().lastByteAt - stoppedAt;
    expect(member.fate().closeCode).toBe(1008);
    expect(lived).toBeGreaterThan(graceMs - 1_500);
    expect(lived).toBeLessThan(graceMs + slackMs);
    const refused = await enter(index + 2);
    expect(refused.fate().refused).toMatch(/^HTTP\/1.1 503 /);
    for (const backend of backends) resume(backend);
    resume(pid);
    await eventually(async () => (await enter(index)).fate().state === 'open');
  },
);

it('carries nothing of what lay in its buffers when the gateway was stopped for longer than the grace', async () => {
  const member = await living(5);
  const pid = pidOf('gateway');
  process.kill(pid, 'SIGSTOP');
  // What control wrote meanwhile is what the gateway knows nothing of: more of it than the grace allows.
  await controlBeatsFor(installation.database, graceMs + 1_000);
  const { ticks } = member.fate();
  resume(pid);
  await eventually(() => ended(member));
  expect(member.fate().ticks).toBe(ticks);
  await eventually(async () => (await enter(5)).fate().state === 'open');
});

it('notices nothing of a control that is stopped for less than the grace', async () => {
  const member = await living(6);
  const pid = pidOf('control');
  // The application's own ticks are the clock here: they go on while control is stopped.
  const ticksOf = async (ms: number): Promise<void> => {
    const until = member.fate().ticks + ms / tickMs;
    await eventually(() => member.fate().ticks >= until || ended(member));
  };
  process.kill(pid, 'SIGSTOP');
  await ticksOf(graceMs / 3);
  resume(pid);
  await ticksOf(graceMs);
  expect(member.fate()).toMatchObject({ state: 'open', broken: false });
});

async function childrenOf(pid: number): Promise<readonly number[]> {
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'latin1');
  return text.split(' ').filter(Boolean).map(Number);
}

import { setTimeout as wait } from 'node:timers/promises';
import { createClient, nodeTransport } from '#client/index.ts';
import { api } from '#contracts/api/operations.ts';
import { cpuSince, cpuTimes } from '../revocation/cpu.ts';
import { percentile } from '../revocation/figures.ts';
import { type Crowd, startCrowd } from '../revocation/crowd-process.ts';
import { type Installation, startInstallation } from '../../test/system/support/installation.ts';
import { now } from '../../test/system/support/machine-clock.ts';
import { claim, type SignIn, signIn, storeOf } from '../../test/system/support/population.ts';
import { forgetPeak, residentMemory } from '../../test/system/support/resident-memory.ts';
import { startTickingApp } from '../../test/system/support/start-ticking-app.ts';
import { openVisitor } from '../../test/system/support/visitor.ts';
import { startFlood } from './flood-process.ts';
import type { Answers } from './messages.ts';

/**
 * Measures what 10,000 sign-ins at the same moment do to everybody else, through real processes: PostgreSQL, control
 * and a gateway, an application, the people who are in already, and the flood, each in their own. While the flood
 * lasts, the live WebSockets go on, their grants are renewed, new grants are decided, and sessions that are ended
 * are cut. Ends with 1 when a limit is missed.
 */
const connections = Number(process.env['SIGN_INS'] ?? '10000');
const seconds = Number(process.env['SECONDS'] ?? '40');
/** Of one address: fewer than it may try before it has to wait, so that the passwords are really checked. */
const perAddress = 20;
const live = 300;
const fresh = 200;
/** Of them, those who come before the flood. */
const calm = 50;
const tickMs = 500;

/** What has to hold while the flood lasts. */
const limits = {
  /** From the end of a session to the last byte of what was open on it, p99. */
  revocationMs: 1_000,
  /** From a request without a grant to its answer, p99. */
  decisionMs: 2_000,
  /** The longest silence of a WebSocket that ticks each half second, p99. */
  silenceMs: tickMs + 1_500,
  /** What control holds resident, MiB. */
  controlMiB: 512,
} as const;

interface Scene {
  readonly installation: Installation;
  readonly crowd: Crowd;
  readonly client: ReturnType<typeof createClient>;
  readonly signIns: readonly SignIn[];
}

async function fill(installation: Installation, crowd: Crowd, upstreamPort: number): Promise<Scene> {
  const [path = ''] = installation.localSockets;
  const client = createClient({ transport: nodeTransport({ kind: 'socket', path }) });
  const store = await storeOf(installation);
  try {
    await claim(store);
    const upstream = { url: `http://127.0.0.1:${upstreamPort}` };
    await client.call(api.apps.create, { body: { name: 'ticks', upstream } });
    const text = 'permit (principal is Person, action == Action::"open", resource is App);';
    await client.call(api.policies.create, { body: { name: 'all', text } });
    const hosts = [`ticks.${installation.domain}`];
    const signIns = await signIn(store, installation, { people: 100, sessions: live + fresh, hosts });
    await wait(1_500);
    const { publicPort } = installation;
    await crowd.connect(
      signIns.slice(0, live).map(({ token, host }, id) => ({
        id,
        port: publicPort,
        host,
        publicPort,
        token,
        address: `127.1.${(id >> 8) & 255}.${id & 255 || 1}`,
      })),
    );
    return { installation, crowd, client, signIns };
  } finally {
    await store.close();
  }
}

/** Asks for pages with sessions that have no grant yet, evenly over the time. */
async function decideMeanwhile(
  { installation }: Scene,
  strangers: readonly SignIn[],
  forMs: number,
): Promise<readonly number[]> {
  const { publicPort } = installation;
  const took: number[] = [];
  const asking = strangers.map(async ({ host, token }, index) => {
    const visitor = openVisitor({ port: publicPort, publicPort, host, token });
    // The connection stands before: what is measured is the decision.
    await visitor.ask('/.sallyport/nothing');
    await wait((index * forMs) / strangers.length);
    const started = now();
    const came = await visitor.ask('/').then(
      ({ status }) => String(status),
      (thrown: unknown) => String(thrown),
    );
    if (came !== '200') console.log(`a decision came to ${came} after ${(now() - started).toFixed(0)} ms`);
    took.push(came === '200' ? now() - started : Number.POSITIVE_INFINITY);
    visitor.close();
  });
  await Promise.all(asking);
  return took;
}

const inCalm = (id: number): boolean => id % 20 === 4;
const inFlood = (id: number): boolean => id % 10 === 3;
const stays = ({ id }: { readonly id: number }): boolean => !inCalm(id) && !inFlood(id);

/** Ends some of the sessions that are live, one after the other; from the call to the last byte. */
async function revokeMeanwhile(
  { client, crowd, signIns }: Scene,
  every: (id: number) => boolean,
  forMs: number,
): Promise<readonly number[]> {
  const chosen = signIns.slice(0, live).flatMap((one, id) => (every(id) ? [{ id, ...one }] : []));
  const causedAt = new Map<number, number>();
  for (const { id, session } of chosen) {
    causedAt.set(id, now());
    await client.call(api.sessions.end, { params: { session } });
    await wait(forMs / chosen.length / 2);
  }
  await wait(2_000);
  const fates = await crowd.fates();
  return chosen.map(({ id }) => {
    const fate = fates.get(id);
    const cause = causedAt.get(id) ?? 0;
    if (fate?.endedAt === undefined) return Number.POSITIVE_INFINITY;
    return (fate.lastByteAt > cause ? fate.lastByteAt : fate.endedAt) - cause;
  });
}

interface Measured {
  readonly answers: Answers;
  readonly decisions: readonly number[];
  readonly revocations: readonly number[];
  readonly silences: readonly number[];
  readonly lost: number;
  readonly controlMiB: number;
}

async function measure(scene: Scene): Promise<Measured> {
  const { installation, crowd } = scene;
  const control = installation.processes.find(({ name }) => name === 'control')?.pid ?? 0;
  const flood = startFlood();
  try {
    const { publicPort, domain } = installation;
    const host = `signin.${domain}`;
    const open = await flood.connect({ connections, each: perAddress, port: publicPort, publicPort, host });
    console.log(
      `${open} connections of ${Math.ceil(open / perAddress)} addresses stand; all sign in at once`,
    );
    await forgetPeak(control);
    const cpu = cpuTimes(installation.processes);
    await crowd.mark();
    const forMs = seconds * 1_000;
    const [answers, decisions, revocations] = await Promise.all([
      flood.fire(forMs),
      decideMeanwhile(scene, scene.signIns.slice(live + calm), forMs),
      revokeMeanwhile(scene, inFlood, forMs),
    ]);
    console.log(`${cpuSince(cpu, installation.processes)}, flood ${answers.cpuMs.toFixed(0)} ms`);
    const left = [...(await crowd.fates()).values()].filter(stays);
    return {
      answers,
      decisions,
      revocations,
      silences: left.map(({ gapMs }) => gapMs),
      lost: left.filter(({ state, broken }) => state !== 'open' || broken).length,
      controlMiB: (await residentMemory(control)).peak,
    };
  } finally {
    flood.stop();
  }
}

function report({ answers, decisions, revocations, silences, lost, controlMiB }: Measured): string[] {
  const missed: string[] = [];
  const line = (name: string, value: number, limit: number, unit: string): void => {
    console.log(`${name.padEnd(52)}${value.toFixed(0).padStart(8)} ${unit}   at most ${limit}`);
    if (!(value <= limit)) missed.push(`${name}: ${value.toFixed(0)} ${unit}, at most ${limit}`);
  };
  const tally = Object.entries(answers.byStatus).map(([status, count]) => `${count} × ${status}`);
  console.log(`${answers.atOnce} waited for an answer at once; answers: ${tally.join(', ')}`);
  line('revocation, p99', percentile(revocations, 99), limits.revocationMs, 'ms');
  line('decision for a new grant, p99', percentile(decisions, 99), limits.decisionMs, 'ms');
  line('silence of a live WebSocket, p99', percentile(silences, 99), limits.silenceMs, 'ms');
  line('live connections lost or broken', lost, 0, '  ');
  line('control, resident at most', controlMiB, limits.controlMiB, 'MiB');
  line('sign-ins without an answer', answers.broken, 0, '  ');
  line('refusals that do not say when to come back', answers.impolite, 0, '  ');
  const odd = Object.keys(answers.byStatus).filter((status) => !['401', '429', '503'].includes(status));
  line('answers that nobody should get', odd.length, 0, '  ');
  return missed;
}

const installation = await startInstallation({ name: 'one node', controls: 1, gateways: 1 });
const tickers = await startTickingApp(tickMs);
const crowd = startCrowd();
try {
  const started = now();
  const scene = await fill(installation, crowd, tickers.port);
  console.log(`${live} live WebSockets after ${((now() - started) / 1_000).toFixed(1)} s`);
  const quiet = await Promise.all([
    revokeMeanwhile(scene, inCalm, 8_000),
    decideMeanwhile(scene, scene.signIns.slice(live, live + calm), 8_000),
  ]);
  const [revocation = 0, decision = 0] = quiet.map((values) => percentile(values, 99));
  console.log(`before: revocation p99 ${revocation.toFixed(0)} ms, decision p99 ${decision.toFixed(0)} ms`);
  // Grants live for a minute: those of the WebSockets fall due while the flood lasts.
  const missed = report(await measure(scene));
  const fates = [...(await crowd.fates()).values()].filter(stays);
  const lasted = (now() - started) / 1_000;
  console.log(
    `${fates.filter(({ state }) => state === 'open').length} still live after ${lasted.toFixed(0)} s`,
  );
  for (const text of missed) console.error(`missed: ${text}`);
  if (missed.length > 0) process.exitCode = 1;
  else console.log('\neverything within its limits');
} finally {
  crowd.stop();
  tickers.stop();
  await installation.stop();
}

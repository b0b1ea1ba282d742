import { systemClock } from '#base/clock.ts';
import type { DecisionInput } from '#contracts/access.ts';
import { createDecider } from '#control/index.ts';
import { decide } from '#decision/index.ts';
import { createPolicySet, type PolicySet } from '#policy/index.ts';
import { cpuMs, quantile, watchLoop } from './measure.ts';
import { worldInputs, worldPolicies, type WorldSize } from './world.ts';

const targets = { coldMedianMs: 0.5, loopMs: 50, recheckCpuMs: 400 };
const target: WorldSize = { policies: 1000, apps: 200, people: 500, unscoped: 0.05 };
const sizes: readonly WorldSize[] = [
  { policies: 10, apps: 1, people: 500, unscoped: 0.1 },
  { policies: 100, apps: 20, people: 500, unscoped: 0.05 },
  { policies: 1000, apps: 200, people: 500, unscoped: 0 },
  target,
  { policies: 1000, apps: 200, people: 500, unscoped: 0.2 },
  { policies: 1000, apps: 1, people: 500, unscoped: 0.05 },
  { policies: 10_000, apps: 1000, people: 500, unscoped: 0.05 },
];
const failures: string[] = [];
const column = (ms: number): string => ms.toFixed(2).padStart(10);

function judged(what: string, value: number, limit: number): string {
  if (value > limit) failures.push(`${what}: ${value.toFixed(2)} ms, at most ${limit} ms`);
  return value.toFixed(2);
}

/** Pairs of person and app, no pair twice. */
function pairs(size: WorldSize): DecisionInput[] {
  const input = worldInputs(size);
  const count = Math.min(2000, size.people * size.apps);
  return Array.from({ length: count }, (_, n) => input(n * 7, n + Math.floor(n / size.people)));
}

function costs(set: PolicySet, asked: readonly DecisionInput[], before: () => void): number[] {
  return asked.map((input) => {
    before();
    return cpuMs(() => void decide(input, set));
  });
}

/**
 * Cold: this person never opened this app; what policies said about others is remembered where it is the same
 * question, and slices are prepared when they are first needed, which is in the figure. Bare: the same with
 * nothing remembered, so that the engine is asked about everything each time.
 */
function reportDecisions(size: WorldSize): void {
  const asked = pairs(size);
  const cold = costs(createPolicySet(worldPolicies(size)), asked, () => {});
  const set = createPolicySet(worldPolicies(size));
  const bare = costs(set, asked, () => set.answers.clear());
  const median = quantile(cold, 0.5);
  if (size === target) judged('cold decision, median of CPU', median, targets.coldMedianMs);
  const figures = [
    median,
    quantile(cold, 0.9),
    quantile(cold, 0.99),
    quantile(bare, 0.5),
    quantile(bare, 0.9),
  ];
  const name = `${size.policies} policies, ${size.apps} apps, ${size.unscoped * 100} % unscoped`;
  console.log(name.padEnd(44) + figures.map(column).join(''));
}

async function reportDecider(size: WorldSize): Promise<void> {
  const decider = createDecider({ clock: systemClock, deadlineMs: 60_000 });
  // The thread has been running for a while: its engine is compiled.
  await decider.load(worldPolicies({ ...size, policies: 500 }));
  for (let round = 0; round < 3; round += 1) await decider.decide(pairs(size));
  const snapshot = worldPolicies(size);
  const held = watchLoop();
  const started = performance.now();
  await decider.load(snapshot);
  const ms = performance.now() - started;
  const loop = judged('loop of the caller during a publication', held(), targets.loopMs);
  console.log(
    `${size.policies} policies published: ${ms.toFixed(0)} ms in the thread, caller's loop at most ${loop} ms`,
  );
  const input = worldInputs(size);
  const inputs = Array.from({ length: 2000 }, (_, n) => input(n % 500, (n * 7) % 20));
  for (const what of ['first', 'again', 'again'])
    await reportRecheck({ size, what, ask: () => decider.decide(inputs) });
  await decider.close();
}

async function reportRecheck(options: {
  readonly size: WorldSize;
  readonly what: string;
  readonly ask: () => Promise<readonly { readonly outcome: string }[]>;
}): Promise<void> {
  const { size, what, ask } = options;
  const held = watchLoop();
  const started = performance.now();
  const used = process.cpuUsage();
  const decisions = await ask();
  const { user, system } = process.cpuUsage(used);
  const wall = performance.now() - started;
  const cpu = (user + system) / 1000;
  if (size === target) judged(`recheck of 2,000 inputs, ${what}, CPU`, cpu, targets.recheckCpuMs);
  const loop = judged('loop of the caller during a recheck', held(), targets.loopMs);
  const allowed = decisions.filter(({ outcome }) => outcome === 'allow').length;
  const figures = `${cpu.toFixed(0)} ms CPU, ${wall.toFixed(0)} ms on the wall, caller's loop at most ${loop} ms`;
  console.log(`  recheck of 2,000 inputs (500 people, 20 apps, ${allowed} allowed), ${what}: ${figures}`);
}

reportWarmUp();
const heads = ['cold p50', 'p90', 'p99', 'bare p50', 'p90'].map((head) => head.padStart(10)).join('');
console.log(`${'CPU per decision, ms'.padEnd(44)}${heads}`);
for (const size of sizes) reportDecisions(size);
for (const size of [target, { ...target, policies: 10_000, apps: 1000 }]) await reportDecider(size);
for (const failure of failures) console.error(`FAILED: ${failure}`);
if (failures.length > 0) process.exitCode = 1;

/** Lets the engine be compiled first: its background threads would count as the cost of decisions. */
function reportWarmUp(): void {
  const ms = cpuMs(() => void costs(createPolicySet(worldPolicies(target)), pairs(target), () => {}));
  console.log(`warmed up with ${(ms / 1000).toFixed(1)} s of CPU`);
}

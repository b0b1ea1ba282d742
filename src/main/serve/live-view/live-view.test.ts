import { expect, it } from 'vitest';
import type { DecisionSummary } from '#contracts/api/decisions.ts';
import { createHandClock } from '#testing/clock.ts';
import { turns } from '#testing/turns.ts';
import { decisionLine, fitted } from './decision-line.ts';
import { openLiveView } from './live-view.ts';
import { nextStep } from './next-step.ts';

const decision = (id: string, at: number, more: Partial<DecisionSummary> = {}): DecisionSummary => ({
  id,
  at,
  outcome: 'allow',
  reason: 'allowed',
  text: 'A policy allows it.',
  person: { id: 'per_1', name: 'Ada' },
  app: { id: 'app_1', name: 'wiki' },
  session: null,
  policyRevision: 1,
  ...more,
});

it('writes a decision in one line, with the reason of a refusal, and cuts it to the width', () => {
  const style = { columns: 60, colour: 'off' as const };
  expect(decisionLine(decision('dec_1', 0), style)).toMatch(/^\d\d:\d\d:\d\d {2}allow {6}Ada → wiki$/);
  const refused = decision('dec_2', 0, { outcome: 'deny', text: 'No policy allows it. '.repeat(9) });
  const line = decisionLine(refused, style);
  expect(line).toContain('No policy allows it.');
  expect(Array.from(line).length).toBeLessThanOrEqual(60);
});

it('lets no name reach the terminal as a command', () => {
  const name = '\u001b[2J\u202Eevil\r\n';
  const line = decisionLine(decision('dec_1', 0, { person: { id: 'per_1', name } }), {
    columns: 80,
    colour: 'off',
  });
  for (const mark of name.slice(0, 1) + name.slice(4, 5) + name.slice(-2)) expect(line).not.toContain(mark);
  expect(fitted('abc', 2)).toBe('a…');
});

it('names the one thing to do next', () => {
  const from = { claimed: true, sample: 'protected' as const, ownApps: 1, attention: 0 };
  const told = (more: Partial<typeof from> | { sample: 'not yet'; ownApps: 0 }) =>
    nextStep({ ...from, ...more }, 'https://console.d');
  expect(told({ claimed: false })).toContain('setup link');
  expect(told({ sample: 'not yet', ownApps: 0 })).toContain('sample app');
  expect(told({ ownApps: 0 })).toContain('your own app');
  expect(told({ attention: 2 })).toContain('2 things');
  expect(told({})).toContain('Ctrl-C');
  // Where to goes with it, on a terminal of 80 columns too.
  const console = 'https://console.sallyport.localhost:8443';
  for (const more of [{ sample: 'not yet' as const, ownApps: 0 }, { ownApps: 0 }, { attention: 9 }])
    expect(nextStep({ ...from, ...more }, console).length).toBeLessThan(80);
});

it('tells each decision once, the oldest first, and goes on when the API is away', async () => {
  const clock = createHandClock();
  const start = clock.wall();
  let listed = [decision('dec_old', start - 1)];
  const weakens = [
    { rule: 'open-to-everybody' as const, said: 'it is open', id: 'app_1', name: 'wi\u001bki' },
  ];
  let weakened = [{ id: 'wkn_old', at: start - 1, actor: { kind: 'person', name: 'Olga' }, weakens }];
  let away = false;
  let written = '';
  const answers: Readonly<Record<string, () => unknown>> = {
    'decisions.list': () => ({ items: listed }),
    'status.get': () => ({ claimed: true }),
    'sample.get': () => ({ app: null }),
    'apps.list': () => ({ items: [{ id: 'app_c', system: 'console' }] }),
    'attention.list': () => ({ items: [] }),
    'weakenings.list': () => ({ items: weakened }),
  };
  const call = async (operation: { readonly id: string }) => {
    if (away) throw new Error('no socket');
    return answers[operation.id]?.();
  };
  const view = openLiveView({
    client: { call: call as never },
    out: { write: (text) => (written += text), columns: 80 },
    colour: 'off',
    consoleUrl: 'https://console.d',
    clock,
  });
  await turns();
  expect(written).not.toContain('Ada');
  expect(written).toContain('Next: a sample app at https://console.d/first-steps');
  const step = async () => {
    clock.advance(1_000);
    await turns();
  };
  listed = [decision('dec_2', start + 2, { outcome: 'deny' }), decision('dec_1', start + 1), ...listed];
  away = true;
  await step();
  away = false;
  await step();
  await step();
  expect([...written.matchAll(/(allow|deny) +Ada/g)].map(([, word]) => word)).toEqual(['allow', 'deny']);
  expect(written).not.toContain('weakened');
  weakened = [{ ...weakened[0]!, id: 'wkn_1', at: start + 3 }, ...weakened];
  for (let n = 0; n < 4; n += 1) await step();
  expect([...written.matchAll(/weakened +Olga {2}wi\uFFFDki: it is open/g)]).toHaveLength(1);
  view.stop();
  const ended = written;
  await step();
  expect(written).toBe(ended);
});

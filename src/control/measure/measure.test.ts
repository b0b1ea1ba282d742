import { expect, it } from 'vitest';
import type { AuditEvent, AuditLog } from '#contracts/events.ts';
import { createMetrics } from '#observe/index.ts';
import { createFakeDecider } from '#testing/fake-decider.ts';
import { createFixedClock } from '#testing/fixed-clock.ts';
import { someInput } from '#testing/decisions.ts';
import { countAudit, timeDecisions } from './index.ts';

const actor = { kind: 'system' as const };
const event = (kind: AuditEvent['kind']): AuditEvent => ({ kind, actor, about: [], data: {} });

it('counts records by kind and sign-ins by outcome, but nothing that was not committed', async () => {
  const metrics = createMetrics({ part: 'test', own: 'ours-only' });
  const state = { failing: false };
  const kept: AuditLog = {
    async append() {
      if (state.failing) throw new Error('away');
      return { chain: 'c', seq: 1 };
    },
  };
  const log = countAudit(kept, metrics);
  for (const kind of ['person-signed-in', 'person-refused', 'person-refused', 'link-used'] as const)
    await log.append(event(kind));
  state.failing = true;
  await expect(log.append(event('person-refused'))).rejects.toThrow('away');
  const signIns = (outcome: string) => metrics.read('sallyport_sign_ins_total', { outcome });
  expect(['signed-in', 'refused', 'stepped-up'].map(signIns)).toEqual([1, 2, 0]);
  const records = (kind: string) => metrics.read('sallyport_audit_records_total', { kind });
  expect(['person-refused', 'link-used', 'key-rotated'].map(records)).toEqual([2, 1, 0]);
});

it('measures decisions in seconds, as those who ask see them', async () => {
  const metrics = createMetrics({ part: 'test', own: 'ours-only' });
  const clock = createFixedClock();
  const fake = createFakeDecider();
  const decider = timeDecisions(
    {
      ...fake,
      decide: async (inputs) => {
        clock.advance(20);
        return fake.decide(inputs);
      },
    },
    { metrics, clock },
  );
  await decider.decide([someInput(), someInput()]);
  expect(metrics.read('sallyport_decision_duration_seconds')).toBe(1);
  const text = await metrics.text();
  expect(text).toMatch(/sallyport_decision_duration_seconds_sum\{part="test"\} 0\.02\n/);
  const made = ['allow', 'deny', 'challenge'].map((outcome) =>
    metrics.read('sallyport_decisions_total', { outcome }),
  );
  expect(made.reduce((sum, count) => sum + count, 0)).toBe(2);
});

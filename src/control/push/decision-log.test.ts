import { expect, it } from 'vitest';
import type { Decision } from '#contracts/access.ts';
import { createFakeAuditLog } from '#testing/fake-audit-log.ts';
import { createFixedClock } from '#testing/fixed-clock.ts';
import { someInput } from '#testing/decisions.ts';
import { turns } from '#testing/turns.ts';
import { createDecisionLog, type MadeDecision } from './decision-log.ts';

const denied: Decision = {
  outcome: 'deny',
  reason: 'forbidden-by-policy',
  policies: [],
  policyRevision: 1,
  asksFor: { method: false, path: false },
};

function setUp() {
  const clock = createFixedClock();
  const audit = createFakeAuditLog();
  const faults: unknown[] = [];
  const failed = (error: unknown): void => void faults.push(error);
  const log = createDecisionLog({ audit, putInputs: () => Promise.resolve(), clock, failed });
  return { clock, audit, log, faults };
}

function refusalOf(person: string): MadeDecision {
  const known = {
    input: someInput(),
    session: 'ses_1',
    person,
    subjects: [],
    sessionEndsAt: 0,
    app: { host: '', graceMs: 0 },
  };
  return { known, decision: denied, gateway: 'gwy_1', asOf: 1 };
}

it('writes what was told at once when nobody waits any more, each under the id it was told by', async () => {
  const { audit, log } = setUp();
  const letGo = log.hold();
  const ids = ['per_1', 'per_2'].map((person) => log.recordLater(refusalOf(person)));
  await turns();
  expect(audit.events).toEqual([]);
  letGo();
  await turns();
  expect(audit.events.map(({ about }) => about[0])).toEqual(ids);
});

it('writes once, and at once, what somebody else waits for in the meantime', async () => {
  const { audit, log } = setUp();
  const letGo = log.hold();
  const told = log.recordLater(refusalOf('per_1'));
  const { id, stored } = log.record(refusalOf('per_1'));
  await stored;
  expect([id, audit.events.length]).toEqual([told, 1]);
  letGo();
  await turns();
  expect(audit.events).toHaveLength(1);
});

it('holds nothing back at its end, nor the count before what it counts', async () => {
  const { audit, log } = setUp();
  log.hold();
  log.recordLater(refusalOf('per_1'));
  const id = log.recordLater(refusalOf('per_1'));
  await log.close();
  expect(audit.events).toMatchObject([{ data: { id } }, { data: { repeatOf: id } }]);
});

it('says so when what was told cannot be written, and writes the next like it', async () => {
  const { audit, log, faults } = setUp();
  audit.fail(new Error('full'));
  const first = log.recordLater(refusalOf('per_1'));
  await turns();
  expect(faults).toHaveLength(1);
  audit.fail(undefined);
  const second = log.recordLater(refusalOf('per_1'));
  await turns();
  expect(second).not.toBe(first);
  expect(audit.events.map(({ about }) => about[0])).toEqual([second]);
});

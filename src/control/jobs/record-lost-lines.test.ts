import { expect, it } from 'vitest';
import { createFakeAuditLog } from '#testing/fake-audit-log.ts';
import { recordLostLines } from './record-lost-lines.ts';

it('tells what each place lost since it last told, also when telling failed', async () => {
  const audit = createFakeAuditLog();
  const lost = new Map<string, number>();
  const state = { failing: false };
  const job = recordLostLines({
    audit: {
      append: (event) => (state.failing ? Promise.reject(new Error('away')) : audit.append(event)),
    },
    lostLines: () => lost,
  });
  const told = () => audit.events.splice(0).map(({ kind, data }) => [kind, data['place'], data['count']]);
  await job.run();
  expect(told()).toEqual([]);
  lost.set('file', 3);
  await job.run();
  await job.run();
  expect(told()).toEqual([['records-dropped', 'file', 3]]);
  lost.set('file', 5);
  state.failing = true;
  await expect(job.run()).rejects.toThrow('away');
  state.failing = false;
  lost.set('file', 6).set('syslog', 1);
  await job.run();
  expect(told()).toEqual([
    ['records-dropped', 'file', 3],
    ['records-dropped', 'syslog', 1],
  ]);
});

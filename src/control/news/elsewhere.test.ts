import { expect, it } from 'vitest';
import type { AuditKind } from '#contracts/events.ts';
import { createHandClock } from '#testing/clock.ts';
import { lookMs, watchElsewhere } from './elsewhere.ts';
import { createNews, gatherMs } from './news.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

function world() {
  const clock = createHandClock();
  const news = createNews(clock);
  const records: { chain: string; seq: number; kind: AuditKind; about: string[] }[] = [];
  const state = { live: '0', looks: 0 };
  const watch = watchElsewhere({
    clock,
    news,
    traces: {
      recent: async () => ((state.looks += 1), [...records]),
      live: async () => state.live,
    },
    failed: () => {},
  });
  const pass = async () => {
    clock.advance(lookMs);
    await settled();
    clock.advance(gatherMs);
  };
  return { news, records, state, watch, pass };
}

it('looks only while somebody reads, and tells what others did once', async () => {
  const { news, records, state, watch, pass } = world();
  await pass();
  expect(state.looks).toBe(0);
  const reader = news.read(undefined);
  reader.take();
  records.push({ chain: 'a', seq: 1, kind: 'object-changed', about: ['app_1'] });
  await pass();
  const heard = reader.take();
  expect(heard?.kind === 'happened' && heard.happened.map(({ noun }) => noun)).toEqual([
    'apps',
    'audit',
    'connections',
  ]);
  await pass();
  expect(reader.take()).toBeUndefined();
  state.live = '1';
  await pass();
  expect(reader.take()).toMatchObject({ happened: [{ noun: 'connections' }] });
  watch.stop();
  const { looks } = state;
  await pass();
  expect(state.looks).toBe(looks);
});

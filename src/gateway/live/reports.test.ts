import { expect, it } from 'vitest';
import type { FromGateway } from '#contracts/protocol/from-gateway.ts';
import { createHandClock } from '#testing/clock.ts';
import { createCutReport } from './cut-report.ts';
import { createLiveRegistry } from './registry.ts';
import { Standing } from './standing.ts';

const row = { session: 'ses_1', person: 'per_1', app: 'app_1' };

it('sends cuts by cause, in parts, and keeps them while nobody takes them', () => {
  const sent: Extract<FromGateway, { kind: 'cuts' }>[] = [];
  let open = false;
  const report = createCutReport((message) => {
    if (open) sent.push(message);
    return open;
  });
  for (let index = 0; index < 2_500; index += 1) {
    report.note({ ...row, grant: `g${index}`, connections: 1, cause: 'a', change: 4 });
  }
  report.note({ ...row, grant: 'x', connections: 2, cause: 'b', change: undefined });
  report.flush();
  open = true;
  report.flush();
  report.flush();
  expect(sent.map(({ cause, change, cuts }) => [cause, change, cuts.length])).toEqual([
    ['a', 4, 2_000],
    ['a', 4, 500],
    ['b', undefined, 1],
  ]);
  expect(report.dropped()).toBe(0);
});

it('tells what lives in parts, and nothing of what belongs to nobody', () => {
  const sent: Extract<FromGateway, { kind: 'live' }>[] = [];
  const registry = createLiveRegistry({
    clock: createHandClock(),
    ownerOf: ({ live }) => (live.protocol === 'public' ? undefined : { ...row, grant: 'g' }),
    send: (message) => sent.push(message) > 0,
  });
  const standings = Array.from({ length: 1_500 }, (_, index) => {
    const live = {
      id: `con_${index}`,
      protocol: index < 100 ? 'public' : 'http',
      address: '::1',
      cut: () => {},
      hold: () => {},
      release: () => {},
      transferred: () => ({ bytesIn: 1, bytesOut: 2 }),
    };
    return new Standing({
      live,
      origin: { method: 'GET', path: '/' },
      parts: [],
      ended: (over) => registry.closed(over),
    });
  });
  for (const standing of standings) registry.opened(standing, 0);
  registry.report();
  expect(sent.map(({ opened }) => opened.length)).toEqual([900, 500]);
  for (const standing of standings.slice(100)) standing.close();
  expect(registry.size()).toBe(100);
  registry.report();
  expect(sent.slice(2).map(({ closed }) => closed.length)).toEqual([1_000, 400]);
});

import { expect, it } from 'vitest';
import { cutEvents } from './report-cuts.ts';

const cut = (over = {}) => ({
  grant: 'grt_1',
  session: 'ses_1',
  person: 'per_1',
  app: 'app_1',
  connections: 2,
  ...over,
});

it('writes what was cut as the word of the gateway whose stream it came on', () => {
  const [event] = cutEvents('gwy_1', {
    kind: 'cuts',
    change: 7,
    cause: 'session-ended',
    cuts: [cut(), cut({ grant: 'grt_2' })],
  });
  expect(event).toMatchObject({
    kind: 'connections-cut',
    actor: { kind: 'gateway', id: 'gwy_1' },
    about: ['grt_1', 'ses_1', 'per_1', 'app_1', 'grt_2'],
    data: { cause: 'session-ended', change: 7, connections: 4 },
  });
});

it('leaves out what is none of ours, and keeps what was open to everybody', () => {
  const bad = [
    { grant: 'x' },
    { session: '' },
    { app: 'app_\u0000' },
    { connections: -1 },
    { connections: 0.5 },
  ];
  const open = { grant: 'public:app_1', session: '', person: '' };
  const events = cutEvents('gwy_1', {
    kind: 'cuts',
    cause: '<script>',
    cuts: [...bad.map(cut), cut(open), cut({ ...open, grant: 'public:app_2' })],
  });
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({ about: ['app_1'], data: { cause: 'unknown', connections: 2 } });
  expect(cutEvents('gwy_1', { kind: 'cuts', cause: 'x', cuts: [] })).toEqual([]);
});

it('splits what would make one record large', () => {
  const cuts = Array.from({ length: 450 }, (_, i) => cut({ grant: `grt_${i}` }));
  const events = cutEvents('gwy_1', { kind: 'cuts', cause: 'session-ended', cuts });
  expect(events.map(({ data }) => data.connections)).toEqual([400, 400, 100]);
});

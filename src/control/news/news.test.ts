import { describe, expect, it } from 'vitest';
import { createHandClock } from '#testing/clock.ts';
import { createNews, gatherMs } from './news.ts';
import type { Told } from './told.ts';

const changed = (id: string): Told => ({ noun: 'people', kind: 'object-changed', id });

function world() {
  const clock = createHandClock();
  const news = createNews(clock);
  const note = (...told: readonly Told[]) => {
    news.note(() => told);
    clock.advance(gatherMs);
  };
  return { clock, news, note };
}

describe('the news', () => {
  it('tells a new reader to read everything, then what happens, put together', () => {
    const { news, note, clock } = world();
    const reader = news.read(undefined);
    expect(reader.take()).toMatchObject({ kind: 'resync' });
    expect(reader.take()).toBeUndefined();
    news.note(() => [changed('per_1')]);
    expect(reader.take()).toBeUndefined();
    note(changed('per_2'), { noun: 'decisions', kind: 'decision-made' });
    expect(reader.take()).toMatchObject({
      kind: 'happened',
      happened: [
        { noun: 'people', kinds: ['object-changed'], ids: ['per_1', 'per_2'], more: false },
        { noun: 'decisions', ids: [], more: true },
      ],
    });
    expect(clock.waiting()).toBe(0);
  });

  it('goes on where a reader was, while another read', () => {
    const { news, note } = world();
    news.read(undefined);
    const first = news.read(undefined);
    const id = first.take()?.id;
    first.close();
    note(changed('per_1'));
    note(changed('per_2'));
    const heard = news.read(id).take();
    expect(heard).toMatchObject({ kind: 'happened', happened: [{ ids: ['per_1', 'per_2'] }] });
  });

  it.each(['', 'nonsense', 'AAAAAAAAAAAA.1', `${'x'.repeat(60)}.1`])(
    'tells whoever names the event %j to read everything',
    (after) => {
      const { news, note } = world();
      news.read(undefined);
      note(changed('per_1'));
      expect(news.read(after).take()).toMatchObject({ kind: 'resync' });
    },
  );

  it('tells to read everything after nobody read, and after more than is kept', () => {
    const { news, note } = world();
    const alone = news.read(undefined);
    const id = alone.take()?.id;
    alone.close();
    note(changed('per_1'));
    expect(news.read(id).take()).toMatchObject({ kind: 'resync' });
    const slow = news.read(undefined);
    const place = slow.take()?.id;
    for (let n = 0; n < 300; n += 1) note(changed(`per_${n}`));
    expect(slow.take()).toMatchObject({ kind: 'resync' });
    expect(news.read(place).take()).toMatchObject({ kind: 'resync' });
  });

  it('names a bounded number of things and says that there were more', () => {
    const { news, note } = world();
    const reader = news.read(undefined);
    reader.take();
    note(...Array.from({ length: 10_000 }, (_, n) => changed(`per_${n}`)));
    const heard = reader.take();
    expect(heard?.kind === 'happened' && heard.happened[0]).toMatchObject({ more: true });
    expect(heard?.kind === 'happened' && heard.happened[0]?.ids.length).toBe(50);
  });

  it('asks nothing of whoever notes while nobody reads', () => {
    const { news } = world();
    let asked = 0;
    news.note(() => (asked++, []));
    expect(asked).toBe(0);
  });

  it('wakes whoever waits, and ends all reading when it closes', () => {
    const { news, note } = world();
    const reader = news.read(undefined);
    reader.take();
    let woken = 0;
    reader.whenThere(() => (woken += 1));
    const forget = reader.whenThere(() => (woken += 100));
    forget();
    note(changed('per_1'));
    expect(woken).toBe(1);
    reader.whenThere(() => (woken += 1));
    news.close();
    expect([woken, reader.take(), news.closed()]).toEqual([2, undefined, true]);
  });
});

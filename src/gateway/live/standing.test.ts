import { expect, it } from 'vitest';
import { LinkedList } from '#base/linked-list.ts';
import type { Cut, Live } from '../grants/face.ts';
import { type Footing, Standing } from './standing.ts';

const cause: Cut = { reason: 'session-ended', advice: [], challenge: false };

function footing(): Footing & { says: 'go' | 'hold' | Cut; unsettled: boolean } {
  const lives = new LinkedList<Standing>();
  return {
    lives,
    says: 'go',
    unsettled: false,
    state() {
      return this.says;
    },
    overdue: (why) => {
      for (const standing of lives) standing.cut(why);
    },
  };
}

function stand(parts: readonly Footing[], live: Partial<Live> = {}) {
  const done: string[] = [];
  const standing = new Standing({
    live: {
      id: 'con_1',
      protocol: 'http',
      address: '::1',
      cut: () => done.push('cut'),
      hold: () => done.push('hold'),
      release: () => done.push('release'),
      transferred: () => ({ bytesIn: 0, bytesOut: 0 }),
      ...live,
    },
    origin: { method: 'GET', path: '/' },
    parts,
    ended: () => done.push('ended'),
  });
  return { standing, done };
}

it('is held once, and goes on only when each of its parts lets it', () => {
  const [a, b] = [footing(), footing()];
  const { standing, done } = stand([a, b]);
  a.says = 'hold';
  expect([standing.mayForward(), standing.mayForward()]).toEqual([false, false]);
  b.says = 'hold';
  standing.review();
  a.says = 'go';
  standing.review();
  expect(done).toEqual(['hold']);
  b.says = 'go';
  standing.review();
  expect(done).toEqual(['hold', 'release']);
  expect(standing.mayForward()).toBe(true);
});

it('is cut once, found overdue by itself, and leaves every part', () => {
  const [a, b] = [footing(), footing()];
  const { standing, done } = stand([a, b]);
  b.says = cause;
  expect(standing.mayForward()).toBe(false);
  standing.cut(cause);
  standing.close();
  expect(done).toEqual(['cut', 'ended']);
  expect(a.lives.size + b.lives.size).toBe(0);
  expect(standing.mayForward()).toBe(false);
});

it('waits from the start on an unsettled part, and goes on when it is settled', () => {
  const part = footing();
  part.unsettled = true;
  const { standing, done } = stand([part]);
  standing.review();
  expect([done, standing.mayForward()]).toEqual([['hold'], false]);
  part.unsettled = false;
  standing.review();
  expect([done, standing.mayForward()]).toEqual([['hold', 'release'], true]);
});

it('is over for us even if it throws', () => {
  const part = footing();
  const { standing, done } = stand([part], {
    cut: () => {
      throw new Error('broken');
    },
  });
  standing.cut(cause);
  expect([done, part.lives.size, standing.mayForward()]).toEqual([['ended'], 0, false]);
});

it('closes by itself while it is being cut', () => {
  const part = footing();
  const made = stand([part], { cut: () => made.standing.close() });
  made.standing.cut(cause);
  expect(made.done).toEqual(['ended']);
});

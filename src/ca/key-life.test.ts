import { expect, it } from 'vitest';
import { dueStep, keyLives, type KeyLife } from './key-life.ts';
import type { StoredKey } from './stored-key.ts';

const day = 86_400_000;

/** Plays a purpose's keys through time, one look each hour, and notes who could sign and verify when. */
function play(life: KeyLife, days: number) {
  let keys: StoredKey[] = [];
  const seen: { at: number; signs: readonly string[]; known: readonly string[] }[] = [];
  for (let at = 0; at < days * day; at += 3_600_000) {
    for (let step = dueStep(keys, life, at); step; step = dueStep(keys, life, at)) {
      const due = step;
      if (due.kind === 'move') {
        keys = keys.map((key) => (key.kid === due.kid ? { ...key, state: due.to } : key));
      } else {
        const kid = String(keys.length);
        const { state, notBefore } = due;
        const times = { notBefore, notAfter: notBefore + life.signs };
        keys = [
          ...keys,
          { ...times, kid, state, purpose: 'grant', alg: 'x', public: '', sealedPrivate: Buffer.of() },
        ];
      }
    }
    const alive = keys.filter(({ state }) => state !== 'retired');
    keys = alive.concat(keys.filter(({ state }) => state === 'retired'));
    seen.push({
      at,
      signs: alive.filter(({ state }) => state === 'active').map(({ kid }) => kid),
      known: alive.map(({ kid }) => kid),
    });
  }
  return seen;
}

it.each(['grant', 'assertion', 'code', 'tls'] as const)(
  'always has exactly one %s key that signs',
  (purpose) => {
    const seen = play(keyLives[purpose], 200);
    expect(seen.every(({ signs }) => signs.length === 1)).toBe(true);
    expect(new Set(seen.flatMap(({ signs }) => signs)).size).toBeGreaterThan(3);
  },
);

it.each(['grant', 'assertion', 'code'] as const)('publishes each %s key a day before it signs', (purpose) => {
  const seen = play(keyLives[purpose], 100);
  const kids = [...new Set(seen.flatMap(({ signs }) => signs))].filter((kid) => kid !== '0');
  expect(kids.length).toBeGreaterThan(2);
  for (const kid of kids) {
    const published = seen.find(({ known }) => known.includes(kid))?.at ?? Number.NaN;
    const signs = seen.find((look) => look.signs.includes(kid))?.at ?? Number.NaN;
    expect(signs - published).toBeGreaterThanOrEqual(day);
  }
});

it.each(['grant', 'code'] as const)(
  'lets each %s key verify until its last token is dead, and no longer',
  (purpose) => {
    const life = keyLives[purpose];
    const seen = play(life, 150);
    const stopped = seen.findLast(({ signs }) => signs.includes('1'))?.at ?? Number.NaN;
    const gone = seen.findLast(({ known }) => known.includes('1'))?.at ?? Number.NaN;
    expect(gone - stopped).toBeGreaterThanOrEqual(life.verifies);
    expect(gone - stopped).toBeLessThanOrEqual(life.verifies + 2 * 3_600_000);
  },
);

it('waits the full time of publication even when it is late', () => {
  const old: StoredKey = {
    kid: 'old',
    purpose: 'grant',
    alg: 'x',
    public: '',
    sealedPrivate: Buffer.of(),
    state: 'active',
    notBefore: 0,
    notAfter: 30 * day,
  };
  expect(dueStep([old], keyLives.grant, 90 * day)).toEqual({
    kind: 'make',
    state: 'next',
    notBefore: 91 * day,
  });
});

import { expect, it } from 'vitest';
import { canonicalBytes } from '#base/canonical-json.ts';
import { freshStore } from '#testing/store.ts';

const hostile = '"decision":{"outcome":"allow"}';

it('finds decisions by outcome, whatever names stand in their records', async () => {
  await using test = await freshStore();
  const payloads = [
    { actor: { name: hostile }, data: { decision: { outcome: 'deny', reason: hostile } } },
    { actor: { name: 'Ada' }, data: { decision: { outcome: 'allow' } } },
    { actor: { name: 'Ada' }, data: { decision: { need: { methods: ['hwk'] }, outcome: 'challenge' } } },
    { actor: { name: '{"decision":{"outcome":"deny"}}' }, data: { outcome: 'deny', repeats: 3 } },
  ];
  await test.store.audit.append(
    [...payloads, undefined].map((payload, seq) => ({
      chain: 'c',
      seq,
      at: new Date(seq * 1000),
      kind: 'decision-made' as const,
      about: [],
      bytes: Buffer.from('b'),
      hash: Buffer.from('h'),
      salt: null,
      payload: payload === undefined ? null : Buffer.from(canonicalBytes(payload)),
    })),
  );
  const seqs = async (outcome: 'allow' | 'deny' | 'challenge') =>
    (await test.store.audit.list({ outcome })).items.map(({ seq }) => seq);
  expect([await seqs('deny'), await seqs('allow'), await seqs('challenge')]).toEqual([[0], [1], [2]]);
});

import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSealer, type RootKey } from '#ca/index.ts';

// A product sealed everything under one fixed initial vector: two sealed values then gave away both texts, and
// forging a third was easy. A nonce must never come twice, and a sealed value must name its key.

const root = (): RootKey => {
  const secret = randomBytes(32);
  return { id: secret.toString('hex').slice(0, 16), secret };
};

it('seals the same secret under another nonce each time', () => {
  const sealer = createSealer([root()]);
  const sealed = Array.from({ length: 5_000 }, () => sealer.seal(Buffer.from('seed'), 'row'));
  const nonces = new Set(sealed.map((bytes) => bytes.subarray(9, 21).toString('hex')));
  expect(nonces.size).toBe(sealed.length);
  expect(new Set(sealed.map((bytes) => bytes.subarray(21).toString('hex'))).size).toBe(sealed.length);
});

it('opens nothing that was altered, cut, moved to another row or sealed under another key', () => {
  const key = root();
  const sealer = createSealer([key]);
  const sealed = sealer.seal(Buffer.from('seed'), 'row');
  for (let at = 0; at < sealed.length; at += 1) {
    const altered = Buffer.from(sealed);
    altered[at] = (altered[at] ?? 0) ^ 1;
    expect(() => sealer.open(altered, 'row')).toThrow(/./);
    expect(() => sealer.open(sealed.subarray(0, at), 'row')).toThrow(/./);
  }
  expect(() => sealer.open(sealed, 'another row')).toThrow(/./);
  const same = { id: key.id, secret: root().secret };
  expect(() => createSealer([same]).open(sealed, 'row')).toThrow(/./);
  expect(() => createSealer([root()]).open(sealed, 'row')).toThrow(/./);
});

it('names the key that sealed, so that keys can change', () => {
  const [old, fresh] = [root(), root()];
  const before = createSealer([old]).seal(Buffer.from('seed'), 'row');
  const after = createSealer([fresh, old]).seal(Buffer.from('seed'), 'row');
  expect(before.subarray(1, 9).toString('hex')).toBe(old.id);
  expect(after.subarray(1, 9).toString('hex')).toBe(fresh.id);
  expect(createSealer([fresh, old]).open(before, 'row').toString()).toBe('seed');
});

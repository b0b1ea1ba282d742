import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { rootKeyOf } from './root-key.ts';
import { backupKey, createSealer } from './seal.ts';

const root = rootKeyOf(randomBytes(32));
const sealer = createSealer([root]);
const plain = Buffer.from('a TOTP seed');

it('opens what it sealed, in its place', () => {
  expect(sealer.open(sealer.seal(plain, 'credentials/1'), 'credentials/1')).toEqual(plain);
  expect(sealer.open(sealer.seal(Buffer.alloc(0), 'x'), 'x')).toEqual(Buffer.alloc(0));
});

it('does not open what was moved to another row', () => {
  const sealed = sealer.seal(plain, 'credentials/1');
  expect(() => sealer.open(sealed, 'credentials/2')).toThrow(/altered or moved/);
});

it('does not open anything in which one bit was turned, or that was cut', () => {
  const sealed = sealer.seal(plain, 'p');
  for (let index = 0; index < sealed.length; index++) {
    const turned = Buffer.from(sealed);
    turned[index] = (turned[index] ?? 0) ^ 1;
    expect(() => sealer.open(turned, 'p'), `byte ${index}`).toThrow(/cannot be opened/);
  }
  for (const length of [0, 1, 20, 36, sealed.length - 1])
    expect(() => sealer.open(sealed.subarray(0, length), 'p')).toThrow(/cannot be opened/);
});

it('opens under an older root key, and seals under the first', () => {
  const fresh = rootKeyOf(randomBytes(32));
  const both = createSealer([fresh, root]);
  expect(both.open(sealer.seal(plain, 'p'), 'p')).toEqual(plain);
  expect(createSealer([fresh]).open(both.seal(plain, 'p'), 'p')).toEqual(plain);
  expect(() => createSealer([fresh]).open(sealer.seal(plain, 'p'), 'p')).toThrow(/another root key/);
});

it('gives one name for one thing, apart for each scope and each installation', () => {
  const name = sealer.pseudonym('wiki.example', 'per_1');
  expect(sealer.pseudonym('wiki.example', 'per_1')).toBe(name);
  expect(sealer.pseudonym('payroll.example', 'per_1')).not.toBe(name);
  expect(sealer.pseudonym('wiki.exampleper', '_1')).not.toBe(sealer.pseudonym('wiki.example', 'per_1'));
  expect(createSealer([rootKeyOf(randomBytes(32))]).pseudonym('wiki.example', 'per_1')).not.toBe(name);
  expect(createSealer([rootKeyOf(randomBytes(32)), root]).pseudonym('wiki.example', 'per_1')).toBe(name);
});

it('gives backups a key of their own', () => {
  const { id, key } = backupKey(root);
  expect({ id, length: key.length }).toEqual({ id: root.id, length: 32 });
  expect(key.equals(root.secret)).toBe(false);
  const other = createSealer([{ id: root.id, secret: key }]);
  expect(() => other.open(sealer.seal(plain, 'p'), 'p')).toThrow(/altered/);
});

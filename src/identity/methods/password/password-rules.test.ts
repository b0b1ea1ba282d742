import { expect, it } from 'vitest';
import { passwordFault } from './password-rules.ts';

it('refuses what is too short or too long', () => {
  expect(passwordFault('x7!kQp2z9', [])).toBe('too-short');
  expect(passwordFault('😀'.repeat(9), [])).toBe('too-short');
  expect(passwordFault('kQ2!'.repeat(129), [])).toBe('too-long');
});

it('refuses what is tried first', () => {
  for (const common of [
    'password123',
    'P@ssw0rd2024!',
    'Passwort1234',
    'aaaaaaaaaaaa',
    '1234567890',
    '0987654321',
    'abcdefghijkl',
    'qwertyuiop12',
    'Willkommen2026!',
    'Sallyport2026',
    '12345678901234',
  ])
    expect([common, passwordFault(common, [])]).toEqual([common, 'too-common']);
});

it('refuses what is little more than the person themselves', () => {
  const ada = ['Ada Lovelace', 'ada.lovelace@example.org', 'Analytical Engines'];
  expect(passwordFault('lovelace1815', ada)).toBe('too-personal');
  expect(passwordFault('ada.lovelace@example.org', ada)).toBe('too-personal');
  expect(passwordFault('Lovelace-and-the-loom', ada)).toBeUndefined();
});

it('lets good ones through, in any script', () => {
  for (const good of ['correct horse battery', 'vier alte Katzen', 'Δώδεκα θεοί του Ολύμπου', 'q8#Lp0x!vB2m'])
    expect([good, passwordFault(good, ['Ada'])]).toEqual([good, undefined]);
});

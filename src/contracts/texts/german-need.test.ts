import { expect, it } from 'vitest';
import { needInGerman, signInInGerman } from './german-need.ts';

it.each([
  [{}, 'Melden Sie sich neu an.'],
  [{ methods: ['pwd', 'otp'] }, 'Melden Sie sich mit Ihrem Passwort und einem Einmalcode an.'],
  [{ maxAgeSeconds: 899 }, 'Melden Sie sich neu an: Ihre Anmeldung darf höchstens 15 Minuten alt sein.'],
  [
    { maxAgeSeconds: 3600, methods: ['hwk'] },
    'Melden Sie sich mit einem Passkey an: Ihre Anmeldung darf höchstens 1 Stunde alt sein.',
  ],
  [{ methods: ['constructor'] }, 'Melden Sie sich mit constructor an.'],
])('says %j', (need, words) => {
  expect(needInGerman(need)).toBe(words);
});

it('names what would be enough as a thing', () => {
  expect(signInInGerman({})).toBe('eine neue Anmeldung');
  expect(signInInGerman({ methods: ['hwk'], maxAgeSeconds: 899 })).toBe(
    'eine Anmeldung mit einem Passkey, höchstens 15 Minuten alt',
  );
});

import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { passkeyScript } from '../src/control/pages/parts/passkey-script.ts';
import { script } from '../src/control/pages/parts/script.ts';
import { style } from '../src/control/pages/parts/style.ts';
import { trustScript } from '../src/control/pages/parts/trust-script.ts';

const gzipped = (...texts: readonly string[]) => gzipSync(texts.join('\n')).length;

// Sign-in, setup and portal are documents from the server. Beside their own words, of which 20 kB would be a book,
// they bring one style and at most three scripts.
const words = 20_000;

it('keeps sign-in and setup under 60 kB, and the portal under 250 kB, after gzip', () => {
  const all = gzipped(style, script, passkeyScript, trustScript);
  expect(all).toBeGreaterThan(1_000);
  expect(all + words).toBeLessThan(60_000);
});

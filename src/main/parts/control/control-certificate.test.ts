import { randomBytes, X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { openKeyring } from '#ca/index.ts';
import { createFixedClock } from '#testing/fixed-clock.ts';
import { createKeyStorage } from '#testing/key-storage.ts';
import {
  type ControlCredentials,
  issueControlCredentials,
  renewControlCredentials,
} from './control-certificate.ts';

it('shows the authority that signs now: when told that keys are others, and twice a day', async () => {
  const clock = createFixedClock();
  const keyring = await openKeyring({
    storage: createKeyStorage(),
    rootKeys: [{ id: '0011223344556677', secret: randomBytes(32) }],
    domain: 'd.example',
    issuer: 'https://signin.d.example',
    clock,
  });
  const used: ControlCredentials[] = [];
  const faults: unknown[] = [];
  const renewal = renewControlCredentials({
    issue: () => issueControlCredentials(keyring, 'ctl-1'),
    use: (credentials) => used.push(credentials),
    clock,
    failed: (thrown) => faults.push(thrown),
  });
  await keyring.rotate('ca', 'at-once');
  renewal.renew();
  const [authority = ''] = keyring.authorities();
  expect(used.map((credentials) => credentials.authority)).toEqual([authority]);
  expect(new X509Certificate(used[0]?.certificate ?? '').checkIssued(new X509Certificate(authority))).toBe(
    true,
  );
  clock.advance(12 * 3_600_000);
  clock.advance(12 * 3_600_000);
  renewal.stop();
  clock.advance(12 * 3_600_000);
  expect([used.length, faults]).toEqual([3, []]);
});

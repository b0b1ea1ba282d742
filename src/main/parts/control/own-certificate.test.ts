import { expect, it } from 'vitest';
import { silentLog } from '#observe/index.ts';
import { createTestAuthority } from '#testing/certificates.ts';
import { createHandClock } from '#testing/clock.ts';
import { createFakeAuditLog } from '#testing/fake-audit-log.ts';
import { createOwnCertificate } from './own-certificate.ts';

const authority = createTestAuthority();
const settled = () => new Promise((resolve) => setImmediate(resolve));
const day = 86_400_000;

function world(daysLeft = 80) {
  const clock = createHandClock();
  const first = authority.issueHosts('a.example', '*.a.example');
  clock.shiftWall(Date.now() + day - daysLeft * day - clock.wall());
  const audit = createFakeAuditLog();
  const told: unknown[] = [];
  let failures = 0;
  const own = createOwnCertificate({
    first,
    clock,
    audit,
    log: silentLog,
    store: {
      async change(work, change) {
        if (failures-- > 0) throw new Error('no database');
        told.push(change);
        return { value: await work(undefined as never) };
      },
    },
  });
  return { clock, first, audit, told, own, failNext: (times: number) => (failures = times) };
}

it('puts another pair in force, tells all replicas, and puts it on record without its key', async () => {
  const { own, told, audit, first } = world();
  const next = authority.issueHosts('a.example', '*.a.example');
  own.hear({ kind: 'replaced', ...next });
  await settled();
  expect(own.current()).toEqual(next);
  expect(told).toMatchObject([{ kind: 'config', cause: 'certificate-changed' }]);
  expect(audit.events).toMatchObject([{ kind: 'object-changed', about: ['host-certificate'] }]);
  expect(JSON.stringify(audit.events)).not.toContain('PRIVATE');
  expect(own.current()).not.toEqual(first);
});

it('tries again to tell them while the database is away', async () => {
  const { own, told, clock, failNext } = world();
  failNext(2);
  own.hear({ kind: 'replaced', ...authority.issueHosts('a.example', '*.a.example') });
  for (let n = 0; n < 2; n += 1) {
    await settled();
    expect(told).toEqual([]);
    clock.advance(5_000);
  }
  await settled();
  expect(told).toHaveLength(1);
});

it('says that another pair is refused until one is served again', async () => {
  const { own, told, first } = world();
  expect(own.check.look()).toEqual({ state: 'ok' });
  own.hear({ kind: 'refused', why: 'k.pem is not the key of c.pem.' });
  expect(own.check.look()).toMatchObject({
    state: 'degraded',
    why: expect.stringContaining('k.pem') as unknown,
  });
  expect(own.current()).toEqual(first);
  own.hear({ kind: 'replaced', ...first });
  await settled();
  expect(own.check.look()).toEqual({ state: 'ok' });
  expect(told).toEqual([]);
});

it('warns two weeks before the end, and fails at the end', () => {
  const { own, clock } = world(15);
  expect(own.check.look()).toEqual({ state: 'ok' });
  clock.advance(2 * day);
  expect(own.check.look()).toMatchObject({ state: 'degraded', why: expect.stringMatching(/in 1\d days/) });
  clock.advance(14 * day);
  expect(own.check.look()).toMatchObject({ state: 'failing', why: expect.stringContaining('ended') });
});

it('leaves alone what is no news of it', () => {
  const { own, first } = world();
  for (const news of [undefined, 'replaced', { kind: 'replaced', certificate: 1 }, { kind: 'other' }])
    own.hear(news);
  expect(own.current()).toEqual(first);
  expect(own.check.look()).toEqual({ state: 'ok' });
});

import { expect, it } from 'vitest';
import { createPolicySet } from './policy-set.ts';
import { proveNever } from './prove-never.ts';
import { snapshotOf, someApp, someInput, somePerson } from '#testing/decisions.ts';

const open = (when = '') => `permit(principal is Person, action == Action::"open", resource)${when};`;
const midnight = Date.UTC(2026, 0, 7);

const never = (
  given: { known?: readonly string[]; minutes?: number; more?: object },
  ...texts: readonly string[]
) =>
  proveNever(createPolicySet(snapshotOf(...texts)), {
    input: someInput({
      principal: somePerson({ id: 'per_a', groups: [{ id: 'grp_a', name: 'A', parents: [] }] }),
      resource: someApp({ id: 'app_a', name: 'a' }),
      time: { at: midnight, zone: 'UTC' },
      ...given.more,
    }),
    known: given.known ?? [],
    ...(given.minutes === undefined ? {} : { minutes: given.minutes }),
  }).never;

it('is sure where no permit is left, and where a forbid holds whatever happens', () => {
  expect(never({})).toBe(true);
  expect(never({}, open())).toBe(false);
  expect(never({}, open(), 'forbid(principal in Group::"grp_a", action, resource);')).toBe(true);
  expect(never({}, 'permit(principal in Group::"grp_b", action == Action::"open", resource);')).toBe(true);
});

it.each([
  ' when { context.authn.phishingResistant }',
  ' when { context has risk && context.risk.level == "low" }',
  ' when { context.network has country && context.network.country == "DE" }',
  ' when { context.time.minute < 600 }',
  ' when { context has http && context.http.path like "/x*" }',
  ' unless { context.device.managed }',
])('takes for possible what depends on something unknown: permit%s', (when) => {
  expect(never({}, open(when))).toBe(false);
});

it('does not let a forbid that depends on something unknown prove anything', () => {
  const forbid = 'forbid(principal, action, resource) when { context.authn.ageSeconds > 60 };';
  expect(never({}, open(), forbid)).toBe(false);
  const unless =
    'forbid(principal, action, resource) unless { context.network.address.isInRange(ip("10.0.0.0/8")) };';
  expect(never({}, open(), unless)).toBe(false);
  const more = { network: { address: '192.0.2.1' } };
  expect(never({ known: ['network.address'], more }, open(), unless)).toBe(true);
});

it('uses what is known beside what is not, within one record too', () => {
  const german = open(' when { context.network has country && context.network.country == "DE" }');
  const more = { network: { address: '192.0.2.1', country: 'FR' } };
  expect(never({ known: ['network.country'], more }, german)).toBe(true);
  const either = open(
    ' when { context.network has country && context.network.country == "FR" && context.network.address.isLoopback() }',
  );
  expect(never({ known: ['network.country'], more }, either)).toBe(false);
  const passkey = open(' when { context.authn.methods.contains("hwk") }');
  const authn = { methods: ['pwd', 'otp'] as const, authenticatedAt: midnight };
  expect(never({ known: ['authn.methods'], more: { authn } }, passkey)).toBe(true);
});

it('means the whole hour, not its first minute', () => {
  const late = open(' when { context.time.minute >= 30 && context.time.minute < 31 }');
  expect(never({ known: ['time.minute'] }, late)).toBe(true);
  expect(never({ known: ['time.minute'], minutes: 60 }, late)).toBe(false);
  const other = open(' when { context.time.minute >= 60 }');
  expect(never({ known: ['time.minute'], minutes: 60 }, other)).toBe(true);
});

it('covers routes: a permit of one is found, a forbid of the app holds for them', () => {
  const route = 'permit(principal is Person, action == Action::"open", resource == Route::"rte_1");';
  const more = { route: { id: 'rte_1', name: 'one' } };
  expect(never({}, route)).toBe(true);
  expect(never({ more }, route)).toBe(false);
  expect(never({ more }, route, 'forbid(principal, action, resource == App::"app_a");')).toBe(true);
});

it('leaves policies that only observe without a say', () => {
  expect(never({}, `@mode("observe")\n${open()}`)).toBe(true);
});

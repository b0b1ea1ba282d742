import { expect, it } from 'vitest';
import { sourceOf } from './source-of.ts';

it('counts an IPv4 address as itself, in every spelling', () => {
  expect(sourceOf('192.0.2.7')).toBe('192.0.2.7');
  expect(sourceOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(sourceOf('::ffff:c000:207')).toBe('192.0.2.7');
});

it('counts the addresses of one /64 as one', () => {
  expect(sourceOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(sourceOf('2001:DB8:1:2::9')).toBe('2001:db8:1:2::/64');
  expect(sourceOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(sourceOf('::1')).toBe('0:0:0:0::/64');
});

it('puts everything else in one place', () => {
  for (const junk of ['', 'unknown', '1.2.3', '1.2.3.4, 5.6.7.8', 'fe80::1%eth0', '[::1]', 'x'.repeat(9999)])
    expect(sourceOf(junk)).toBe('unknown');
});

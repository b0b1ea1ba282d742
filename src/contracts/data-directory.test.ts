import { expect, it } from 'vitest';
import { defaultDataDirectory, linkSocketPath, localSocketPath } from './data-directory.ts';

it('chooses a place that fits the user', () => {
  expect(defaultDataDirectory({ uid: 0, home: '/root' })).toBe('/var/lib/sallyport');
  expect(defaultDataDirectory({ uid: 7, home: '/home/ada' })).toBe('/home/ada/.local/state/sallyport');
  expect(defaultDataDirectory({ uid: 7, home: '/h', stateHome: '/state' })).toBe('/state/sallyport');
  expect(defaultDataDirectory({ uid: 7, home: '/h', stateHome: 'relative' })).toBe(
    '/h/.local/state/sallyport',
  );
});

it('keeps sockets in the data directory while their path can be bound', () => {
  expect(localSocketPath('/var/lib/sallyport', 0)).toBe('/var/lib/sallyport/control/local.sock');
  expect(linkSocketPath('/var/lib/sallyport', 0)).toBe('/var/lib/sallyport/link/control.sock');
  const deep = `/srv/${'deep/'.repeat(30)}`;
  for (const path of [localSocketPath(deep, 0), localSocketPath(deep, 7), linkSocketPath(deep, 7)])
    expect(Buffer.byteLength(path)).toBeLessThanOrEqual(103);
  expect(localSocketPath(deep, 7)).not.toBe(localSocketPath(`${deep}x`, 7));
});

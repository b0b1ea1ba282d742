import { expect, it } from 'vitest';
import { openLocator } from './locate.ts';

it('knows the country of a public address and says nothing of others', async () => {
  const table = await openLocator({ countryTable: undefined, asnTable: undefined });
  expect(table.locate('8.8.8.8')).toEqual({ country: 'US' });
  expect(table.locate('::ffff:8.8.8.8')).toEqual({ country: 'US' });
  expect(table.locate('2001:4860:4860::8888')).toEqual({ country: 'US' });
  for (const address of ['127.0.0.1', '10.1.2.3', 'fd00::1', 'unknown', ''])
    expect(table.locate(address)).toEqual({});
  expect(table.tableMadeAt).toBeGreaterThan(Date.parse('2024-01-01'));
});

it('refuses a table that is none', async () => {
  await expect(openLocator({ countryTable: 'package.json', asnTable: undefined })).rejects.toThrow(
    'package.json cannot be read',
  );
});

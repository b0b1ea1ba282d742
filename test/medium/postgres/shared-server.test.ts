import pg from 'pg';
import { expect, it } from 'vitest';
import { freshDatabase } from '#testing/postgres.ts';

it('gives each caller a database of its own', async () => {
  await using one = await freshDatabase();
  await using other = await freshDatabase();
  const client = new pg.Client(one.address);
  await client.connect();
  await client.query('create table only_here (x int)');
  const { rows } = await client.query('select current_user as name, current_database() as db');
  await client.end();
  expect(rows).toEqual([{ name: 'sallyport', db: one.address.database }]);
  const second = new pg.Client(other.address);
  await second.connect();
  await expect(second.query('select * from only_here')).rejects.toThrow('does not exist');
  await second.end();
});

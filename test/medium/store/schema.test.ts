import pg from 'pg';
import { expect, it } from 'vitest';
import { openStore } from '#store/index.ts';
import { freshDatabase } from '#testing/postgres.ts';

async function run(address: pg.ClientConfig, text: string): Promise<unknown[]> {
  const client = new pg.Client(address);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

it('brings an empty database up once, however many start together', async () => {
  await using database = await freshDatabase({ empty: 'empty' });
  const stores = await Promise.all([1, 2, 3].map(() => openStore({ database: database.address })));
  await Promise.all(stores.map((store) => store.close()));
  const rows = await run(database.address, 'select number from sallyport_schema order by number');
  expect(rows.length).toBeGreaterThan(3);
  expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(rows.length);
});

it('refuses a database that newer code was at, and leaves it as it is', async () => {
  await using database = await freshDatabase();
  await run(database.address, `insert into sallyport_schema (number, name) values (9999, 'later')`);
  await expect(openStore({ database: database.address })).rejects.toMatchObject({ code: 'database-newer' });
});

it("refuses a database with somebody else's tables", async () => {
  await using database = await freshDatabase({ empty: 'empty' });
  await run(database.address, 'create table invoices (id int)');
  await expect(openStore({ database: database.address })).rejects.toMatchObject({
    code: 'database-unsuitable',
    message: expect.stringContaining('invoices') as unknown,
  });
  const tables = await run(database.address, `select 1 from pg_class where relname = 'sallyport_schema'`);
  expect(tables).toEqual([]);
});

it('says that a database is away, not something obscure', async () => {
  await using database = await freshDatabase();
  const away = { ...database.address, host: '/nonexistent' };
  await expect(openStore({ database: away })).rejects.toMatchObject({ code: 'database-unavailable' });
  const stranger = { ...database.address, password: 'wrong' };
  await expect(openStore({ database: stranger })).rejects.toMatchObject({ code: 'database-unsuitable' });
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { DatabaseAddress } from '#postgres/index.ts';
import { eventually } from './program.ts';

/** How to reach the database of the `serve` that uses this directory. */
export async function databaseOf(dataDir: string): Promise<DatabaseAddress> {
  const [, password = ''] = (await readFile(join(dataDir, 'postgres.passwords'), 'utf8')).split('\n');
  const [, , , port, host] = (await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n');
  return { host: host ?? '', port: Number(port), user: 'sallyport', password, database: 'sallyport' };
}

/**
 * Waits until control has written for so long that it lives, each second, by the clock of the database. So much
 * newer is then what is known for certain than what somebody knows who has heard nothing since.
 */
export async function controlBeatsFor(database: DatabaseAddress, ms: number): Promise<void> {
  const client = new pg.Client({ ...database });
  await client.connect();
  const lastBeat = async (): Promise<number> => {
    const text = `select (extract(epoch from max(beat_at)) * 1000)::float8 as at from replicas`;
    return (await client.query<{ at: number }>(text)).rows[0]?.at ?? 0;
  };
  try {
    const first = await lastBeat();
    await eventually('control lives on', async () => ((await lastBeat()) >= first + ms ? true : undefined));
  } finally {
    await client.end();
  }
}

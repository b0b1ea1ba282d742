import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { originOf } from '#contracts/hosts.ts';
import type { AppName } from '../cast.ts';
import type { Remembered } from '../demo-folder.ts';
import { startVisitor, type Visitor } from './visitor.ts';

/** Who works in the background, and where: nobody whom the walk asks anybody to be. */
const atWork: readonly (readonly [who: string, app: AppName])[] = [
  ['amir', 'ops'],
  ['tom', 'builds'],
  ['ines', 'builds'],
  ['jonas', 'tickets'],
  ['sofia', 'tickets'],
];

const identitySchema = z.object({ authorities: z.array(z.string()) });

/** Starts them: real clients, with sessions of their own, through the gateway. */
export async function startVisitors(options: {
  readonly dataDir: string;
  readonly domain: string;
  readonly port: number;
  readonly people: Remembered['people'];
  readonly note: (line: string) => void;
}): Promise<readonly Visitor[]> {
  const { dataDir, domain, port, people, note } = options;
  const text = await readFile(join(dataDir, 'gateway/1/identity.json'), 'utf8');
  const authority = identitySchema.parse(JSON.parse(text)).authorities.join('\n');
  return atWork.flatMap(([who, app]) => {
    const person = people.find(({ email }) => email.startsWith(`${who}@`));
    if (person === undefined) return [];
    const origin = originOf(`${app}.${domain}`, port);
    return [startVisitor({ ...person, app, origin, authority, note })];
  });
}

import { ok, refused } from '#base/result.ts';
import { defineSection, type Machine } from '../setting.ts';
import { databaseUrl, path } from '../values.ts';

/** Which PostgreSQL programs run the embedded database. */
export type Binaries =
  | { readonly kind: 'pinned' }
  | { readonly kind: 'system' }
  | { readonly kind: 'directory'; readonly path: string };

function readBinaries(raw: unknown, machine: Machine) {
  if (raw === 'pinned' || raw === 'system') return ok<Binaries>({ kind: raw });
  const directory = path(raw, machine);
  return directory.ok && typeof raw === 'string' && raw.includes('/')
    ? ok<Binaries>({ kind: 'directory', path: directory.value })
    : refused('must be pinned, system, or the directory that holds postgres and initdb');
}

/** Where state is kept. */
export const database = defineSection({
  name: 'database',
  title: 'Database',
  settings: {
    url: {
      read: databaseUrl,
      fallback: (): string | undefined => undefined,
      fallbackText: 'the embedded database of `serve`',
      accepts: 'a PostgreSQL URL',
      description:
        'The PostgreSQL database to use. `serve` without it runs one of its own; `control` needs it. A pooler in transaction mode cannot be used.',
      alsoVariables: ['DATABASE_URL'],
      secret: true,
      parts: ['serve', 'control'],
    },
    binaries: {
      read: readBinaries,
      fallback: (): Binaries => ({ kind: 'pinned' }),
      fallbackText: '`pinned`',
      accepts: '`pinned`, `system`, or a directory',
      description:
        "The programs of the embedded database: the pinned version that came with `npm ci`, the system's, or those of a directory. A database once made stays with its major version.",
      parts: ['serve'],
    },
  },
  check(values, { part, placeOf }) {
    if (part !== 'control' || values.url !== undefined) return [];
    return [
      { place: placeOf('url'), message: 'control needs a database: set DATABASE_URL or database.url.' },
    ];
  },
});

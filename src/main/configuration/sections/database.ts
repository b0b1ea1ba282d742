import { defineSection } from '../setting.ts';
import { databaseUrl, path } from '../values.ts';

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
    programs: {
      read: path,
      fallback: (): string | undefined => undefined,
      fallbackText: 'those that come with Sallyport',
      accepts: 'the path of a folder',
      description:
        'The folder of `postgres` and `initdb` of a PostgreSQL that is installed on the machine, 15 or newer, such as `/usr/lib/postgresql/15/bin`. The embedded database is then made and run by them. A data directory stays with the major version that made it.',
      parts: ['serve'],
    },
  },
  check(values, { part, placeOf }) {
    if (values.url !== undefined && values.programs !== undefined)
      return [
        {
          place: placeOf('programs'),
          message:
            'is for the embedded database, which database.url (DATABASE_URL) replaces: set one of both.',
        },
      ];
    if (part !== 'control' || values.url !== undefined) return [];
    return [
      { place: placeOf('url'), message: 'control needs a database: set DATABASE_URL or database.url.' },
    ];
  },
});

import { defineSection } from '../setting.ts';
import { databaseUrl } from '../values.ts';

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
  },
  check(values, { part, placeOf }) {
    if (part !== 'control' || values.url !== undefined) return [];
    return [
      { place: placeOf('url'), message: 'control needs a database: set DATABASE_URL or database.url.' },
    ];
  },
});

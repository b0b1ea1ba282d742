import { useQuery } from '@tanstack/react-query';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../../api.ts';
import { usePages } from '../../../use-pages.ts';
import type { Names } from './complete.ts';

/** Names that are offered: the newest of each kind; others are written in full. */
export function useNames(): Names {
  const apps = usePages(api.apps.list, { limit: 500 });
  const groups = usePages(api.groups.list, { limit: 500 });
  const people = usePages(api.people.list, { limit: 500 });
  const tags = useQuery(reading(api.tags.list, {}));
  return {
    App: (apps.rows ?? []).map(({ name }) => name),
    Group: (groups.rows ?? []).map(({ name }) => name),
    Person: (people.rows ?? []).map(({ email, id }) => email ?? id),
    Tag: (tags.data?.items ?? []).map(({ name }) => name),
  };
}

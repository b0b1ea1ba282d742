import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { Found } from '#contracts/api/search.ts';
import { reading } from '../../api.ts';
import { said } from '../../texts/said.ts';
import { useMays } from '../../rights/use-may.ts';
import { usePlaceGroups } from '../places.ts';
import { placeOf } from './place-of.ts';

/** One line of the palette. */
export interface Hit {
  readonly key: string;
  /** What it is, said before its name. */
  readonly group: string;
  readonly name: string;
  readonly detail: string;
  readonly does:
    | { readonly kind: 'go'; readonly to: string }
    | { readonly kind: 'end-sessions'; readonly person: Pick<Found, 'id' | 'name'> };
}

const kindNames: Readonly<Record<Found['kind'], string>> = {
  person: said('Person'),
  group: said('Group'),
  app: said('App'),
  policy: said('Policy'),
  'service-account': said('Service account'),
  gateway: said('Gateway'),
  provider: said('Provider'),
  tag: said('Tag'),
};

/** What can be begun from anywhere. */
const beginnings = [
  { to: '/apps/new', by: api.apps.create, label: said('Add an app') },
  { to: '/policies/new', by: api.policies.create, label: said('Write a policy') },
  { to: '/people', by: api.people.invite, label: said('Invite somebody') },
] as const;

/** What the words in the palette lead to: pages, things by name, and what can be done with them. */
export function useHits(words: string) {
  const { t } = useTranslation();
  const router = useRouter();
  const [settled] = useDebouncedValue(words.trim(), 120);
  const read = useQuery({
    ...reading(api.search.find, { query: { q: settled } }),
    enabled: settled !== '',
    placeholderData: keepPreviousData,
  });
  const known = (path: string) => Object.hasOwn(router.routesByPath, path);
  const fits = (label: string) => label.toLowerCase().includes(words.trim().toLowerCase());
  const go = (group: string) => (place: { readonly to: string; readonly label: string }) => ({
    key: `${group} ${place.to}`,
    group,
    name: t(place.label),
    detail: '',
    does: { kind: 'go', to: place.to } as const,
  });
  const places = usePlaceGroups().flatMap((group) => group.places);
  const allowed = useMays(beginnings);
  const pages = places.map(go(t('Page'))).filter(({ name }) => fits(name));
  const begin = beginnings
    .filter((_, at) => allowed[at]?.kind === 'yes')
    .map(go(t('Do')))
    .filter(({ name }) => fits(name));
  const found = settled === '' || words.trim() === '' ? [] : (read.data?.items ?? []);
  const things = found.flatMap((one): Hit[] => {
    const to = placeOf(one, known);
    const { id, name, detail } = one;
    return to === undefined
      ? []
      : [{ key: id, group: t(kindNames[one.kind]), name, detail, does: { kind: 'go', to } }];
  });
  const people = found.filter(({ kind }) => kind === 'person').slice(0, 3);
  const mayEnd = useMays(
    people.map(({ id }) => ({ by: api.sessions.endAllOf, about: { person: id, owner: id } })),
  );
  const endings = people
    .filter((_, at) => mayEnd[at]?.kind === 'yes')
    .map(
      (person): Hit => ({
        key: `end ${person.id}`,
        group: t('Do'),
        name: t('End sessions of {{name}}', { name: person.name }),
        detail: person.detail,
        does: { kind: 'end-sessions', person },
      }),
    );
  const hits: readonly Hit[] = [...pages, ...things, ...begin, ...endings];
  // Read once more for the same words, what is there still answers them.
  const unanswered = settled !== '' && (read.isLoading || read.isPlaceholderData);
  return { hits, error: read.error, busy: unanswered || settled !== words.trim() };
}

import type { Found, FoundKind } from '#contracts/api/search.ts';

/** The list of each kind of thing, with the page of one below it where there is such a page. */
const lists: Readonly<Record<FoundKind, string>> = {
  person: '/people',
  group: '/groups',
  app: '/apps',
  policy: '/policies',
  'service-account': '/service-accounts',
  gateway: '/gateways',
  provider: '/providers',
  tag: '/tags',
};

/** Where something that was found is shown: its own page, else the list that it stands in, else nowhere. */
export function placeOf({ kind, id }: Pick<Found, 'kind' | 'id'>, known: (path: string) => boolean) {
  const list = lists[kind];
  if (known(`${list}/$id`)) return `${list}/${encodeURIComponent(id)}`;
  return known(list) ? list : undefined;
}

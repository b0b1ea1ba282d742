import type { AppFacts, PersonFacts } from '#contracts/access.ts';
import { appSpecSchema } from '#contracts/app-spec.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import type { AppRow } from '#store/index.ts';
import type { Call } from '../call.ts';
import { factsOfPerson } from '../person-facts.ts';
import { appFacts } from '../policies/tests/test-inputs.ts';
import { zoneOf } from '../zone.ts';
import type { Moment, Target } from './fresh-sign-in.ts';

/** People who are looked at; beyond, the answer says of how many it is. */
const mostPeople = 20_000;
const pageSize = 200;

/** Enabled people as policy sees them. */
export interface Population {
  readonly people: readonly PersonFacts[];
  readonly unknownGroups: number;
  readonly of: number;
}

/** Reads everybody who may sign in, the newest first. */
export async function readPopulation({ store }: Call): Promise<Population> {
  const people: PersonFacts[] = [];
  let unknownGroups = 0;
  let of = 0;
  let cursor: string | undefined;
  do {
    const page = await store.people.list({ limit: pageSize, cursor });
    const rows = page.items.filter(({ state }) => state === 'enabled');
    of += rows.length;
    if (people.length + rows.length <= mostPeople) {
      const groups = await store.groups.ofPeople(rows.map(({ id }) => id));
      unknownGroups += rows.filter(({ id }) => !groups.has(id)).length;
      people.push(...rows.map((row) => factsOfPerson(row, groups.get(row.id))));
    }
    cursor = page.next;
  } while (cursor !== undefined);
  return { people, unknownGroups, of };
}

/** An app with what policies see of it. */
export interface KnownApp {
  readonly row: AppRow;
  readonly facts: AppFacts;
}

/** An app as a whole, and each of its routes: what is asked for there is decided for the route. */
export function targetsOf({ row, facts }: KnownApp): readonly Target[] {
  const { routes } = appSpecSchema.parse(row.spec);
  return [{ resource: facts }, ...routes.map(({ id, name }) => ({ resource: facts, route: { id, name } }))];
}

/** Makes rows into what policies see. */
export async function knowApps({ store }: Call, rows: readonly AppRow[]): Promise<readonly KnownApp[]> {
  const tags = await store.apps.tagsOf(rows.map(({ id }) => id));
  return rows.map((row) => ({ row, facts: appFacts(row, tags.get(row.id) ?? []) }));
}

/** The moment to judge for. */
export async function momentNow(call: Call): Promise<Moment> {
  return { at: Math.round(call.clock.wall()), zone: await zoneOf(call.store, call.usualZone) };
}

/** The policies in force, as the database has them. */
export async function policiesInForce({ store }: Call): Promise<PolicySnapshot> {
  return (await store.policies.latest()) ?? { revision: 0, policies: [] };
}

/** An app as answers name it. */
export function nameApp({ id, name, title, sensitivity, labels }: AppRow) {
  return { id, name, title: title === '' ? name : title, sensitivity, labels };
}

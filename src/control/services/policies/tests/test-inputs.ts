import type { AppFacts, DecisionInput, PersonFacts, RouteFacts } from '#contracts/access.ts';
import type { PolicyTestSpec } from '#contracts/api/policy-tests.ts';
import { appSpecSchema } from '#contracts/app-spec.ts';
import type { Circumstances } from '#policy/index.ts';
import type { AppRow, Repositories } from '#store/index.ts';
import type { Call } from '../../call.ts';
import { factsOfPerson } from '../../person-facts.ts';

type Read = Pick<Repositories, 'apps' | 'groups' | 'people' | 'tags'>;

/** Pairs of person and app, or route, that one test may come to. */
const mostPairs = 500;

/** One question of a test, and whom and what it is about in words. */
export interface TestCase extends Circumstances {
  readonly about: string;
}

/** What a test asks, or why it cannot be asked. */
export type TestCases =
  | { readonly kind: 'cases'; readonly cases: readonly TestCase[] }
  | { readonly kind: 'gone'; readonly why: string }
  | { readonly kind: 'too-many'; readonly why: string };

/**
 * Spells a test out. A group stands for somebody who is in it and nothing else, and where nobody may ever, for every
 * member in turn too: another group of theirs may let them in.
 */
export async function testCases(
  call: Pick<Call, 'locate' | 'clock'>,
  tx: Read,
  spec: PolicyTestSpec,
): Promise<TestCases> {
  const people = await peopleOf(tx, spec);
  const apps = await appsOf(tx, spec);
  if (people === undefined) return { kind: 'gone', why: 'whom it is about is not there any more' };
  if (apps === undefined) return { kind: 'gone', why: 'the app is not there any more' };
  const targets = apps.flatMap((app) => targetsIn(app, spec));
  if (people.length * targets.length > mostPairs) {
    const why = `it comes to more than ${mostPairs} pairs of person and app, too many to try on every write`;
    return { kind: 'too-many', why };
  }
  const given = circumstances(call, spec);
  const cases = people.flatMap((principal) =>
    targets.map(({ resource, route }) => ({
      ...given,
      input: { ...given.input, principal, resource, ...(route === undefined ? {} : { route }) },
      about: `${principal.name} and ${resource.name}${route === undefined ? '' : ` (${route.name})`}`,
    })),
  );
  return { kind: 'cases', cases };
}

async function peopleOf(
  tx: Read,
  { who, says }: PolicyTestSpec,
): Promise<readonly PersonFacts[] | undefined> {
  if ('person' in who) {
    const row = await tx.people.find(who.person);
    if (row === undefined) return undefined;
    const groups = await tx.groups.ofPeople([row.id]);
    return [factsOfPerson(row, groups.get(row.id) ?? [])];
  }
  const group = await tx.groups.find(who.group);
  if (group === undefined) return undefined;
  const somebody: PersonFacts = {
    kind: 'person',
    id: 'per_somebody',
    issuer: 'local',
    subject: 'per_somebody',
    name: `somebody in ${group.name}`,
    roles: [],
    labels: [],
    groups: (await tx.groups.above([group.id])).get(group.id) ?? [],
  };
  if (says === 'can') return [somebody];
  const ids = await tx.groups.peopleIn(group.id, mostPairs + 1);
  const groups = await tx.groups.ofPeople(ids);
  const rows = await tx.people.findMany(ids);
  return [somebody, ...rows.map((row) => factsOfPerson(row, groups.get(row.id) ?? []))];
}

async function appsOf(tx: Read, { what }: PolicyTestSpec): Promise<readonly Described[] | undefined> {
  const ids = 'app' in what ? [what.app] : await tx.tags.appsUnder(what.tag);
  const rows = await tx.apps.findMany(ids);
  if ('app' in what && rows.length === 0) return undefined;
  const tags = await tx.apps.tagsOf(rows.map(({ id }) => id));
  return rows.map((row) => ({ row, facts: appFacts(row, tags.get(row.id) ?? []) }));
}

interface Described {
  readonly row: AppRow;
  readonly facts: AppFacts;
}

interface Target {
  readonly resource: AppFacts;
  readonly route?: RouteFacts;
}

/** An app as a whole, and, where nobody may ever, each of its routes: a permit of one opens a part of it. */
function targetsIn({ row, facts }: Described, { says }: PolicyTestSpec): readonly Target[] {
  const whole = { resource: facts };
  if (says === 'can') return [whole];
  const { routes } = appSpecSchema.parse(row.spec);
  return [whole, ...routes.map(({ id, name }) => ({ resource: facts, route: { id, name } }))];
}

/** An app as policy sees it. */
export function appFacts(row: AppRow, tags: AppFacts['tags']): AppFacts {
  const { id, name, kind, system, sensitivity, labels } = row;
  return { type: 'App', id, name, kind, ...(system === null ? {} : { system }), sensitivity, labels, tags };
}

const dayMs = 86_400_000;
const wednesday = 3;

type Rest = Omit<DecisionInput, 'principal' | 'resource'>;

/** Policies see local time only; so the hour is written as it is, in UTC. */
function circumstances(
  { locate, clock }: Pick<Call, 'locate' | 'clock'>,
  spec: PolicyTestSpec,
): { readonly input: Rest; readonly known: readonly string[]; readonly minutes: number } {
  const { country, address, hour, weekday, methods, device, method, path } = spec;
  const today = Math.floor(clock.wall() / dayMs);
  const monday = today - ((today + 3) % 7); // 1970-01-01 was a Thursday
  const at = (monday + (weekday ?? wednesday) - 1) * dayMs + (hour ?? 12) * 3_600_000;
  const network = address === undefined ? { address: '127.0.0.1' } : { address, ...locate(address) };
  const http =
    method === undefined && path === undefined ? undefined : { method: method ?? 'GET', path: path ?? '/' };
  const input: Rest = {
    action: 'open',
    authn: { methods: methods ?? ['pwd', 'otp'], authenticatedAt: at },
    device: { class: device ?? 'unmanaged', facts: {} },
    network: { ...network, ...(country === undefined ? {} : { country }) },
    time: { at, zone: 'UTC' },
    ...(http === undefined ? {} : { http }),
  };
  return { input, known: knownOf(spec), minutes: hour === undefined ? 1 : 60 };
}

/** The paths below `context` that a sentence says something about. */
function knownOf(spec: PolicyTestSpec): readonly string[] {
  const paths = {
    country: ['network.country'],
    address: ['network.address', 'network.country', 'network.asn'],
    hour: ['time.minute'],
    weekday: ['time.weekday'],
    methods: ['authn.methods', 'authn.phishingResistant'],
    device: ['device.class', 'device.managed'],
    method: ['http.method'],
    path: ['http.path'],
  } as const;
  const facts = ['country', 'address', 'hour', 'weekday', 'methods', 'device', 'method', 'path'] as const;
  return facts.flatMap((fact) => (spec[fact] === undefined ? [] : paths[fact]));
}

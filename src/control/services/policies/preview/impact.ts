import type { AppFacts, DecisionInput, PersonFacts } from '#contracts/access.ts';
import type { PolicyPreviewReport } from '#contracts/api/policy-previews.ts';
import type { Call } from '../../call.ts';
import { factsOfPerson } from '../../person-facts.ts';
import { zoneOf } from '../../zone.ts';
import { appFacts } from '../tests/test-inputs.ts';
import { type BothWays, mayOpen } from './both-ways.ts';

type Impact = PolicyPreviewReport['impact'];
type AppImpact = Impact['apps'][number];

/** Pairs of person and app that are looked at. */
const mostPairs = 200_000;
/** Names told of each app and direction. */
const mostNames = 50;
const pageSize = 200;

/**
 * Decides for every enabled person and app, as if they asked now, fresh from signing in by password and one-time code
 * on an unmanaged device of this machine: what a draft gives and takes by who somebody is.
 */
export async function* impactOf(
  call: Call,
  bothWays: BothWays,
): AsyncGenerator<{ readonly impact: Impact; readonly done: number }, void, undefined> {
  const apps = await enabledApps(call);
  const found = new Map<string, AppImpact>();
  const at = call.clock.wall();
  const time = { at, zone: await zoneOf(call.store, call.usualZone) };
  let checked = 0;
  let complete = true;
  for await (const people of enabledPeople(call)) {
    if (checked + people.length * apps.length > mostPairs) {
      complete = false;
      break;
    }
    for (const resource of apps) {
      const inputs = people.map(
        (principal): DecisionInput => ({
          principal,
          action: 'open',
          resource,
          authn: { methods: ['pwd', 'otp'], authenticatedAt: at },
          device: { class: 'unmanaged', facts: {} },
          network: { address: '127.0.0.1' },
          time,
        }),
      );
      const pairs = await bothWays.decide(inputs);
      for (const [place, person] of people.entries()) {
        const pair = pairs[place];
        if (pair === undefined || mayOpen(pair.now) === mayOpen(pair.drafted)) continue;
        note(found, { app: resource, person, gains: mayOpen(pair.drafted) });
      }
    }
    checked += people.length * apps.length;
    yield { impact: { checked, complete, apps: [...found.values()] }, done: checked };
  }
  yield { impact: { checked, complete, apps: [...found.values()] }, done: checked };
}

function note(
  found: Map<string, AppImpact>,
  { app, person, gains }: { readonly app: AppFacts; readonly person: PersonFacts; readonly gains: boolean },
): void {
  const entry: AppImpact = found.get(app.id) ?? {
    app: { id: app.id, name: app.name },
    gains: 0,
    loses: 0,
    gaining: [],
    losing: [],
  };
  const names = gains ? entry.gaining : entry.losing;
  if (names.length < mostNames) names.push({ id: person.id, name: person.name });
  if (gains) entry.gains += 1;
  else entry.loses += 1;
  found.set(app.id, entry);
}

async function enabledApps({ store }: Call): Promise<readonly AppFacts[]> {
  const rows = (await store.apps.all()).filter(({ state }) => state === 'enabled');
  const tags = await store.apps.tagsOf(rows.map(({ id }) => id));
  return rows.map((row) => appFacts(row, tags.get(row.id) ?? []));
}

async function* enabledPeople({ store }: Call): AsyncGenerator<readonly PersonFacts[], void, undefined> {
  let cursor: string | undefined;
  do {
    const page = await store.people.list({ limit: pageSize, cursor });
    const rows = page.items.filter(({ state }) => state === 'enabled');
    const groups = await store.groups.ofPeople(rows.map(({ id }) => id));
    if (rows.length > 0) yield rows.map((row) => factsOfPerson(row, groups.get(row.id) ?? []));
    cursor = page.next;
  } while (cursor !== undefined);
}

import { setImmediate } from 'node:timers/promises';
import type { AppFacts, DecisionInput, PersonFacts } from '#contracts/access.ts';
import type { PolicyPreviewReport } from '#contracts/api/policy-previews.ts';
import type { Call } from '../../call.ts';
import { factsOfPerson } from '../../person-facts.ts';
import { zoneOf } from '../../zone.ts';
import { appFacts } from '../tests/test-inputs.ts';
import type { BothWays } from './both-ways.ts';
import { canMatch, type Reach } from './reach.ts';

type Impact = PolicyPreviewReport['impact'];
type AppImpact = Impact['apps'][number];

/**
 * Inputs that are decided: pairs of person and app that the draft can touch and that look alike to no other. What it
 * cannot touch is known to stay as it is.
 */
const mostDecided = 200_000;
/** Names told of each app and direction; fewer once there are many apps, since whoever asks gets all of it each time. */
const mostNames = 50;
const fewNames = 5;
const fewFromApps = 20;
/** What was found is told no more often, milliseconds: it is written whole each time. */
const tellMs = 500;
const pageSize = 200;

/**
 * Decides for every enabled person and app, as if they asked now, fresh from signing in by password and one-time code
 * on an unmanaged device of this machine: what a draft gives and takes by who somebody is.
 */
export async function* impactOf(
  call: Call,
  bothWays: BothWays,
  reach: Reach,
): AsyncGenerator<{ readonly impact: Impact; readonly done: number }, void, undefined> {
  const apps = await enabledApps(call);
  const near = apps.flatMap((resource) => {
    const statements = reach.near({ resource });
    return statements.length === 0 ? [] : [{ resource, statements }];
  });
  const found = new Map<string, AppImpact>();
  const at = call.clock.wall();
  const time = { at, zone: await zoneOf(call.store, call.usualZone) };
  const before = bothWays.decided();
  let checked = 0;
  let complete = true;
  let told = Number.NEGATIVE_INFINITY;
  for await (const people of enabledPeople(call)) {
    if (bothWays.decided() - before > mostDecided) {
      complete = false;
      break;
    }
    // What it cannot touch stays as it is, and counts as looked at.
    checked += people.length * (apps.length - near.length);
    for (const { resource, statements } of near) {
      // Between two apps the loop turns: what people wait for comes first.
      await setImmediate();
      const touched = people.filter((person) => canMatch(statements, person));
      const inputs = touched.map((principal) => usualInput({ principal, resource, time }));
      const answers = await bothWays.decideAlike(inputs);
      for (const [place, person] of touched.entries()) {
        const answer = answers[place];
        if (answer === undefined || answer.now === answer.drafted) continue;
        note(found, { app: resource, person, gains: answer.drafted });
      }
      checked += people.length;
      const now = call.clock.monotonic();
      if (now - told < tellMs) continue;
      told = now;
      yield { impact: { checked, complete: false, apps: [...found.values()] }, done: checked };
    }
  }
  yield { impact: { checked, complete, apps: [...found.values()] }, done: checked };
}

function usualInput({
  principal,
  resource,
  time,
}: Pick<DecisionInput, 'principal' | 'resource' | 'time'>): DecisionInput {
  return {
    principal,
    action: 'open',
    resource,
    authn: { methods: ['pwd', 'otp'], authenticatedAt: time.at },
    device: { class: 'unmanaged', facts: {} },
    network: { address: '127.0.0.1' },
    time,
  };
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
  const most = found.size > fewFromApps ? fewNames : mostNames;
  if (names.length < most) names.push({ id: person.id, name: person.name });
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

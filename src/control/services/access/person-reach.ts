import type { PersonId } from '#base/ids.ts';
import type { PersonReach, WayIn } from '#contracts/api/access.ts';
import { reasonOf } from '#contracts/reasons.ts';
import type { PersonRow } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { factsOfPerson } from '../person-facts.ts';
import { found } from '../write.ts';
import type { Moment, Target } from './fresh-sign-in.ts';
import { letIn, type Way } from './judge-everybody.ts';
import {
  administered,
  inputsFor,
  judgeInputs,
  judgeThefts,
  openTo,
  type Theft,
  worstOf,
} from './judge-thefts.ts';
import {
  type KnownApp,
  knowApps,
  momentNow,
  nameApp,
  policiesInForce,
  targetsOf,
} from './read-population.ts';

/** Apps and parts of apps that are looked at. */
const mostTargets = 2_000;
/** In a range for examples, of which no country and no network is known (RFC 5737). */
const somewhere = '203.0.113.1';

/**
 * Says what an account reaches: for its owner, fresh from password and one-time code, and for somebody who stole
 * the cookie of one of their sessions, the one that opens most, and comes from elsewhere. The thief proves nothing
 * anew, so that whatever asks for a stronger or fresher sign-in stays shut.
 * @throws Fault `not-found`, `too-many`
 */
export async function personReach(
  call: Call,
  { person: id, from = somewhere }: { readonly person: PersonId; readonly from?: string | undefined },
): Promise<PersonReach> {
  await permit(call, 'read', { type: 'Person', id });
  const row = found(await call.store.people.find(id));
  const [snapshot, time, groups, sessions, rows] = await Promise.all([
    policiesInForce(call),
    momentNow(call),
    call.store.groups.ofPeople([id]),
    call.store.sessions.liveOfPerson(id),
    call.store.apps.all(),
  ]);
  const apps = await knowApps(
    call,
    rows.filter(({ state, system }) => state === 'enabled' && system !== 'signin' && system !== 'api'),
  );
  const principal = factsOfPerson(row, groups.get(id));
  const network = { address: from, ...call.locate(from) };
  const asked = { principal, time, network };
  const targets = apps.flatMap(targetsOf);
  const looked = row.state === 'enabled' ? targets.slice(0, mostTargets) : [];
  const titles = new Map<string, string>(snapshot.policies.map(({ id: policy, title }) => [policy, title]));
  const judged = await call.readingDecider.use(snapshot, async (decider) => {
    const thefts = await judgeThefts(decider, { ...asked, targets: looked, sessions });
    const own = await judgeInputs(decider, inputsFor({ ...asked, targets: looked }));
    return { own, theft: worstOf(thefts) };
  });
  const { own, theft } = judged;
  const targetsJudged = looked.flatMap((target, place) => {
    const [signedIn, thief] = [own.targets[place], theft.targets[place]];
    return signedIn === undefined || thief === undefined ? [] : [{ target, signedIn, thief }];
  });
  const reached = targetsJudged.filter(isReached);
  const whole = new Set(reached.filter(({ target }) => target.route === undefined).map(appOf));
  const shown = reached.filter((one) => one.target.route === undefined || !whole.has(appOf(one)));
  const byId = new Map<string, KnownApp>(apps.map((app) => [app.row.id, app]));
  return {
    person: { id, name: row.name },
    at: time.at,
    policyRevision: snapshot.revision,
    groupsKnown: principal.groups !== undefined,
    stolen: presentStolen(theft, { sessions: sessions.length, time, from }),
    apps: shown.flatMap(({ target, signedIn, thief }) => {
      const app = byId.get(target.resource.id);
      if (app === undefined) return [];
      const ways = { signedIn: present(signedIn, titles), stolen: present(thief, titles) };
      return [{ app: nameApp(app.row), route: target.route?.name ?? null, ...ways }];
    }),
    refused: apps.length - new Set(shown.map(appOf)).size,
    administers: mayAdminister(row)
      ? { signedIn: administered(own), stolen: openTo(theft) }
      : { signedIn: [], stolen: [] },
    notLookedAt: row.state === 'enabled' ? targets.length - looked.length : 0,
  };
}

interface JudgedTarget {
  readonly target: Target;
  readonly signedIn: Way;
  readonly thief: Way;
}

const appOf = ({ target }: JudgedTarget): string => target.resource.id;
const mayAdminister = ({ state }: PersonRow): boolean => state === 'enabled';

/** A thief cannot bring what is missing: only what is open as it is counts. */
function isReached({ signedIn, thief }: JudgedTarget): boolean {
  return signedIn.outcome !== 'deny' || thief.outcome === 'allow';
}

function presentStolen(
  { session, strength }: Theft,
  { sessions, time, from }: { readonly sessions: number; readonly time: Moment; readonly from: string },
): PersonReach['stolen'] {
  const age = Math.max(0, Math.floor((time.at - strength.authenticatedAt) / 1000));
  return { session, sessions, methods: [...strength.methods], ageSeconds: age, address: from };
}

function present({ outcome, decision, after }: Way, titles: ReadonlyMap<string, string>): WayIn {
  const refusing = decision.policies.filter(({ effect, mode }) => effect === 'forbid' && mode === 'enforce');
  const ids = outcome === 'deny' ? [...new Set(refusing.map(({ policy }) => policy))] : letIn(after);
  const { methods, ...age } = decision.need ?? {};
  const need =
    decision.need === undefined
      ? null
      : { ...age, ...(methods === undefined ? {} : { methods: [...methods] }) };
  return {
    outcome,
    reason: decision.reason,
    text: reasonOf(decision.reason).text,
    need,
    policies: ids.map((id) => ({ id, name: titles.get(id) ?? id })),
  };
}

import type { PersonId } from '#base/ids.ts';
import {
  administrativeActions,
  type DecisionInput,
  type NetworkFacts,
  type PersonFacts,
  type Strength,
} from '#contracts/access.ts';
import type { PersonReach, WayIn } from '#contracts/api/access.ts';
import { appSpecSchema } from '#contracts/app-spec.ts';
import { reasonOf } from '#contracts/reasons.ts';
import type { PersonRow, SessionRow } from '#store/index.ts';
import type { Decider } from '../../faces.ts';
import type { Call } from '../call.ts';
import { organisation, permit } from '../permit.ts';
import { factsOfPerson } from '../person-facts.ts';
import { found } from '../write.ts';
import { freshSignIn, type Moment, type Target } from './fresh-sign-in.ts';
import { letIn, type Way, waysIn } from './judge-everybody.ts';
import { type KnownApp, knowApps, momentNow, nameApp, policiesInForce } from './read-population.ts';

/** Apps and parts of apps that are looked at. */
const mostTargets = 2_000;
const atOnce = 100;
/** In a range for examples, of which no country and no network is known (RFC 5737). */
const somewhere = '203.0.113.1';
/** How old a sign-in is taken to be where there is none. */
const assumedAgeMs = 3_600_000;

/**
 * Says what an account reaches: for its owner, fresh from password and one-time code, and for somebody who stole
 * the cookie of their newest session and comes from elsewhere. The thief proves nothing anew, so that whatever asks
 * for a stronger or fresher sign-in stays shut.
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
  const stolen = stolenSignIn(sessions[0], time);
  const network = { address: from, ...call.locate(from) };
  const asked = { principal, time, stolen, network };
  const targets = apps.flatMap(targetsOf);
  const looked = row.state === 'enabled' ? targets.slice(0, mostTargets) : [];
  const titles = new Map<string, string>(snapshot.policies.map(({ id: policy, title }) => [policy, title]));
  const judged = await call.readingDecider.use(snapshot, async (decider) => ({
    targets: await judgeTargets(decider, { ...asked, targets: looked }),
    administers: await judgeAdministration(decider, asked),
  }));
  const reached = judged.targets.filter(isReached);
  const whole = new Set(reached.filter(({ target }) => target.route === undefined).map(appOf));
  const shown = reached.filter((one) => one.target.route === undefined || !whole.has(appOf(one)));
  const byId = new Map<string, KnownApp>(apps.map((app) => [app.row.id, app]));
  return {
    person: { id, name: row.name },
    at: time.at,
    policyRevision: snapshot.revision,
    groupsKnown: principal.groups !== undefined,
    stolen: presentStolen(sessions[0], { stolen, time, from }),
    apps: shown.flatMap(({ target, signedIn, thief }) => {
      const app = byId.get(target.resource.id);
      if (app === undefined) return [];
      const ways = { signedIn: present(signedIn, titles), stolen: present(thief, titles) };
      return [{ app: nameApp(app.row), route: target.route?.name ?? null, ...ways }];
    }),
    refused: apps.length - new Set(shown.map(appOf)).size,
    administers: mayAdminister(row) ? judged.administers : { signedIn: [], stolen: [] },
    notLookedAt: row.state === 'enabled' ? targets.length - looked.length : 0,
  };
}

interface Asked {
  readonly principal: PersonFacts;
  readonly time: Moment;
  readonly stolen: Strength;
  readonly network: NetworkFacts;
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

function targetsOf({ row, facts }: KnownApp): readonly Target[] {
  const { routes } = appSpecSchema.parse(row.spec);
  return [{ resource: facts }, ...routes.map(({ id, name }) => ({ resource: facts, route: { id, name } }))];
}

function stolenSignIn(session: SessionRow | undefined, { at }: Moment): Strength {
  if (session === undefined) return { methods: ['pwd', 'otp'], authenticatedAt: at - assumedAgeMs };
  const { methods, authenticatedAt } = session;
  return { methods, authenticatedAt };
}

function presentStolen(
  session: SessionRow | undefined,
  { stolen, time, from }: { readonly stolen: Strength; readonly time: Moment; readonly from: string },
): PersonReach['stolen'] {
  const age = Math.max(0, Math.floor((time.at - stolen.authenticatedAt) / 1000));
  return { session: session?.id ?? null, methods: [...stolen.methods], ageSeconds: age, address: from };
}

async function judgeTargets(
  decider: Decider,
  { targets, principal, time, stolen, network }: Asked & { readonly targets: readonly Target[] },
): Promise<readonly JudgedTarget[]> {
  const judged: JudgedTarget[] = [];
  for (let from = 0; from < targets.length; from += atOnce) {
    const lot = targets.slice(from, from + atOnce);
    const fresh = lot.map((target) => freshSignIn(principal, target, time));
    const signedIn = await waysIn(decider, fresh);
    const thief = await waysIn(
      decider,
      fresh.map((input) => ({ ...input, authn: stolen, network })),
    );
    for (const [place, target] of lot.entries()) {
      const [own, theirs] = [signedIn[place], thief[place]];
      if (own !== undefined && theirs !== undefined) judged.push({ target, signedIn: own, thief: theirs });
    }
  }
  return judged;
}

async function judgeAdministration(decider: Decider, { principal, time, stolen, network }: Asked) {
  const actions = [...administrativeActions];
  const fresh = actions.map(
    (action): DecisionInput => ({
      principal,
      action,
      resource: organisation,
      authn: { methods: ['pwd', 'otp'], authenticatedAt: time.at },
      device: { class: 'unmanaged', facts: {} },
      network: { address: '127.0.0.1' },
      time,
    }),
  );
  const signedIn = await waysIn(decider, fresh);
  const thief = await waysIn(
    decider,
    fresh.map((input) => ({ ...input, authn: stolen, network })),
  );
  return {
    signedIn: actions.filter((_, place) => (signedIn[place]?.outcome ?? 'deny') !== 'deny'),
    stolen: actions.filter((_, place) => thief[place]?.outcome === 'allow'),
  };
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

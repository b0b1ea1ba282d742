import { isId } from '#base/ids.ts';
import type { AppFacts, DecisionInput, Outcome, Strength } from '#contracts/access.ts';
import type { WhyAnswer, WhyQuestion } from '#contracts/api/decisions.ts';
import { appSpecSchema } from '#contracts/app-spec.ts';
import { reasonOf } from '#contracts/reasons.ts';
import type { AppRow, PersonRow } from '#store/index.ts';
import { findApp } from '../apps/find-app.ts';
import type { Call } from '../call.ts';
import { wrongField } from '../conflict.ts';
import { permit } from '../permit.ts';
import { factsOfPerson } from '../person-facts.ts';
import { found } from '../write.ts';
import { zoneOf } from '../zone.ts';

/**
 * Decides as if somebody asked for an app, by the same function as the gateways' way, and says why. Nothing is
 * granted and nothing recorded.
 * @throws Fault `not-found`, `invalid-request`
 */
export async function why(call: Call, question: WhyQuestion): Promise<WhyAnswer> {
  await permit(call, 'read');
  const { store } = call;
  const [person, app] = await Promise.all([findPerson(call, question.person), findApp(store, question.app)]);
  const asked = { person: found(person), app: found(app) };
  const input = await inputOf(call, question, asked);
  const [decision] = await call.decider.decide([input]);
  const { policyRevision, policies, ...judged } = found(decision);
  const { outcome, reason, need = null } = switchedOff(asked) ?? judged;
  const { text, next = null } = reasonOf(reason);
  const shown = policies.map((voice) => ({ ...voice }));
  return {
    outcome,
    reason,
    text,
    next,
    policyRevision,
    need: need === null ? null : withMethods(need),
    policies: shown,
    input: { ...input },
  };
}

/** Before any policy is asked: whoever may not sign in, and what is switched off, is refused whatever they say. */
function switchedOff({ person, app }: { readonly person: PersonRow; readonly app: AppRow }) {
  const outcome: Outcome = 'deny';
  if (person.state !== 'enabled') return { outcome, reason: 'person-disabled', need: undefined };
  return app.state === 'disabled' ? { outcome, reason: 'app-disabled', need: undefined } : undefined;
}

function withMethods({ maxAgeSeconds, methods }: NonNullable<DecisionNeed>) {
  return {
    ...(maxAgeSeconds === undefined ? {} : { maxAgeSeconds }),
    ...(methods === undefined ? {} : { methods: [...methods] }),
  };
}

type DecisionNeed = Awaited<ReturnType<Call['authorize']>>['need'];

function findPerson(call: Call, idOrLogin: string): Promise<PersonRow | undefined> {
  return isId('person', idOrLogin)
    ? call.store.people.find(idOrLogin)
    : call.store.people.findLocal(idOrLogin.toLowerCase());
}

async function inputOf(
  call: Call,
  question: WhyQuestion,
  { person, app }: { readonly person: PersonRow; readonly app: AppRow },
): Promise<DecisionInput> {
  const { store } = call;
  const [groups, tags, sessions, zone] = await Promise.all([
    store.groups.ofPeople([person.id]),
    store.apps.tagsOf([app.id]),
    store.sessions.liveOfPerson(person.id),
    zoneOf(store, call.usualZone),
  ]);
  const at = question.at ?? call.clock.wall();
  const [newest] = sessions;
  const asInSession: Strength = newest ?? { methods: ['pwd', 'otp'], authenticatedAt: at };
  const authn =
    question.methods === undefined ? asInSession : { methods: question.methods, authenticatedAt: at };
  const { method, path } = question;
  return {
    principal: factsOfPerson(person, groups.get(person.id)),
    action: 'open',
    resource: appFacts(app, tags.get(app.id) ?? []),
    ...routeFacts(app, question.route),
    authn: { methods: authn.methods, authenticatedAt: authn.authenticatedAt },
    device: { class: 'unmanaged', facts: {} },
    network: { address: question.address, ...call.locate(question.address) },
    ...(method === undefined && path === undefined
      ? {}
      : { http: { method: method ?? 'GET', path: path ?? '/' } }),
    time: { at, zone },
  };
}

function appFacts(row: AppRow, tags: AppFacts['tags']): AppFacts {
  const { id, name, kind, system, sensitivity, labels } = row;
  const own = system === null ? {} : { system };
  return { type: 'App', id, name, kind, ...own, sensitivity, labels, tags };
}

function routeFacts(app: AppRow, asked: string | undefined): Pick<DecisionInput, 'route'> {
  if (asked === undefined) return {};
  const { routes } = appSpecSchema.parse(app.spec);
  const route = routes.find(({ id, name }) => id === asked || name === asked);
  if (route === undefined) throw wrongField('route', `${asked} is no route of ${app.name}`);
  return { route: { id: route.id, name: route.name } };
}

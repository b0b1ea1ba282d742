import type { AppFacts, DecisionInput, NetworkFacts } from '#contracts/access.ts';
import type { WhyQuestion } from '#contracts/api/decisions.ts';
import type { AppRow, PersonRow } from '#store/index.ts';
import type { Call } from '../call.ts';
import { factsOfPerson } from '../person-facts.ts';
import { zoneOf } from '../zone.ts';

/** Whom and what a question is about. */
export interface Asked {
  readonly person: PersonRow;
  readonly app: AppRow;
}

/** An input that was made, not recorded, with what had to be assumed for it. */
export interface MadeInput {
  readonly input: DecisionInput;
  /** In words; empty: nothing. */
  readonly assumed: readonly string[];
}

/** Makes the input of somebody who asks for an app at a moment, from what is known of both now. */
export async function inputOfToday(call: Call, { person, app }: Asked, at: number): Promise<MadeInput> {
  const { store } = call;
  const [groups, tags, sessions, zone] = await Promise.all([
    store.groups.ofPeople([person.id]),
    store.apps.tagsOf([app.id]),
    store.sessions.liveOfPerson(person.id),
    zoneOf(store, call.usualZone),
  ]);
  const [newest] = sessions;
  const { methods, authenticatedAt } = newest ?? { methods: ['pwd', 'otp'] as const, authenticatedAt: at };
  const assumed =
    'They are not signed in: a sign-in with password and one-time code at that moment, from this machine, is assumed.';
  const input: DecisionInput = {
    principal: factsOfPerson(person, groups.get(person.id)),
    action: 'open',
    resource: factsOfApp(app, tags.get(app.id) ?? []),
    authn: { methods, authenticatedAt },
    device: { class: 'unmanaged', facts: {} },
    network: networkFrom(call, newest?.address ?? '127.0.0.1'),
    time: { at, zone },
  };
  return { input, assumed: newest === undefined ? [assumed] : [] };
}

/** An input with the facts in it that were asked for: what if. The route is put in by its own rule. */
export function withAskedFacts(call: Call, input: DecisionInput, question: WhyQuestion): DecisionInput {
  const { address, methods, method, path, at, device } = question;
  const time = at === undefined ? input.time : { ...input.time, at };
  return {
    ...input,
    time,
    ...(methods === undefined ? {} : { authn: { methods, authenticatedAt: time.at } }),
    ...(address === undefined ? {} : { network: networkFrom(call, address) }),
    // What was known of another device says nothing about this one.
    ...(device === undefined ? {} : { device: { class: device, facts: {} } }),
    ...(method === undefined && path === undefined
      ? {}
      : { http: { method: method ?? input.http?.method ?? 'GET', path: path ?? input.http?.path ?? '/' } }),
  };
}

/** Names of the facts that a question puts in place of what is known. */
export function askedFacts(question: WhyQuestion): readonly string[] {
  const { address, methods, method, path, route, device } = question;
  return [
    ...(address === undefined
      ? []
      : ['context.network.address', 'context.network.country', 'context.network.asn']),
    ...(methods === undefined
      ? []
      : ['context.authn.methods', 'context.authn.phishingResistant', 'context.authn.ageSeconds']),
    ...(method === undefined && path === undefined ? [] : ['context.http.method', 'context.http.path']),
    ...(route === undefined ? [] : ['resource.route']),
    ...(device === undefined ? [] : ['context.device.class', 'context.device.managed']),
  ];
}

function networkFrom(call: Call, address: string): NetworkFacts {
  return { address, ...call.locate(address) };
}

function factsOfApp(row: AppRow, tags: AppFacts['tags']): AppFacts {
  const { id, name, kind, system, sensitivity, labels } = row;
  const own = system === null ? {} : { system };
  return { type: 'App', id, name, kind, ...own, sensitivity, labels, tags };
}

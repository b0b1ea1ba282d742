import type { AppFacts, DecisionInput, NetworkFacts } from '#contracts/access.ts';
import type { WhyQuestion } from '#contracts/api/decisions.ts';
import type { AppRow, PersonRow, ServiceAccountRow } from '#store/index.ts';
import { factsOfAccount } from '../../account-facts.ts';
import type { Call } from '../call.ts';
import { factsOfPerson } from '../person-facts.ts';
import { zoneOf } from '../zone.ts';

/** Whom a question is about. */
export type AskedHolder =
  | { readonly kind: 'person'; readonly row: PersonRow }
  | { readonly kind: 'account'; readonly row: ServiceAccountRow };

/** Whom and what a question is about. */
export interface Asked {
  readonly who: AskedHolder;
  readonly app: AppRow;
}

/** An input that was made, not recorded, with what had to be assumed for it. */
export interface MadeInput {
  readonly input: DecisionInput;
  /** In words; empty: nothing. */
  readonly assumed: readonly string[];
}

/** Makes the input of somebody who asks for an app at a moment, from what is known of both now. */
export async function inputOfToday(call: Call, { who, app }: Asked, at: number): Promise<MadeInput> {
  const { store } = call;
  const [holder, tags, zone] = await Promise.all([
    who.kind === 'person' ? personOfToday(call, who.row, at) : accountOfToday(call, who.row, at),
    store.apps.tagsOf([app.id]),
    zoneOf(store, call.usualZone),
  ]);
  const input: DecisionInput = {
    principal: holder.principal,
    action: 'open',
    resource: factsOfApp(app, tags.get(app.id) ?? []),
    authn: holder.authn,
    device: { class: 'unmanaged', facts: {} },
    network: networkFrom(call, holder.address),
    time: { at, zone },
  };
  return { input, assumed: holder.assumed };
}

interface HolderOfToday {
  readonly principal: DecisionInput['principal'];
  readonly authn: DecisionInput['authn'];
  readonly address: string;
  readonly assumed: readonly string[];
}

/** What is assumed of whoever did not come from anywhere yet. */
const thisMachine = '127.0.0.1';

async function personOfToday({ store }: Call, person: PersonRow, at: number): Promise<HolderOfToday> {
  const [groups, sessions] = await Promise.all([
    store.groups.ofPeople([person.id]),
    store.sessions.liveOfPerson(person.id),
  ]);
  const [newest] = sessions;
  const { methods, authenticatedAt } = newest ?? { methods: ['pwd', 'otp'] as const, authenticatedAt: at };
  const assumed =
    'They are not signed in: a sign-in with password and one-time code at that moment, from this machine, is assumed.';
  return {
    principal: factsOfPerson(person, groups.get(person.id)),
    authn: { methods, authenticatedAt },
    address: newest?.address ?? thisMachine,
    assumed: newest === undefined ? [assumed] : [],
  };
}

/** An account is asked for with the newest of its keys that works, whose own apps bound it as they do at a gateway. */
async function accountOfToday(
  { store }: Call,
  account: ServiceAccountRow,
  at: number,
): Promise<HolderOfToday> {
  const { ownerId } = account;
  const [groups, keys, owner] = await Promise.all([
    store.serviceAccounts.groupsOf([account.id]),
    store.serviceKeys.ofAccount(account.id),
    ownerId === null ? undefined : store.people.find(ownerId),
  ]);
  const newest = keys.find((key) => key.revokedAt === null && key.remainingMs > 0);
  const whole = factsOfAccount(
    account,
    groups.get(account.id),
    owner?.state === 'enabled' ? 'owner enabled' : 'owner away',
  );
  const made = newest?.apps ?? account.apps;
  const none = 'It has no key that works: one that was made at that moment, for all its apps, is assumed.';
  const noAddress = 'Its newest key was not used yet: this machine is assumed to be where it comes from.';
  return {
    principal: { ...whole, apps: whole.apps.filter((app) => made.includes(app)) },
    authn: { methods: ['key'], authenticatedAt: newest?.createdAt ?? at },
    address: newest?.usedFrom ?? thisMachine,
    assumed: newest === undefined ? [none] : newest.usedFrom === null ? [noAddress] : [],
  };
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

import { Fault } from '#contracts/errors.ts';
import type { Client } from '#client/index.ts';
import { api } from '#contracts/api/operations.ts';
import { type AppName, type CastMember, apps, cast, groups, organisation, sharedPassword } from '../cast.ts';
import { oneTimeCode } from '../one-time-code.ts';
import { type StoryPolicy, firstPolicies, tests } from '../policies.ts';
import type { AppIds, Enrolled } from './person-at-work.ts';
import type { StoryControl } from './story-control.ts';

const minute = 60_000;

/** What stands at the end of the first morning. */
export interface Founded {
  readonly people: readonly Enrolled[];
  readonly apps: AppIds;
  /** The API as the owner. */
  readonly owner: Client;
}

/** Claims the installation by a setup link, then does what an owner does in the first hours. */
export async function foundOrganisation(
  control: StoryControl,
  upstreams: Readonly<Record<AppName, string>>,
  zone: string,
): Promise<Founded> {
  const [first, ...others] = cast;
  const setup = await control.identity.links.make({ kind: 'setup', by: { kind: 'local' } });
  const olga = await enrol(control, first, setup.address);
  const owner = clientOf(control, olga);
  await control.settled();
  const settings = await owner.call(api.installation.settings, {});
  await owner.call(api.installation.changeSettings, { version: settings.version, body: { zone } });
  const groupIds = new Map<string, string>();
  for (const { name, description, parents = [] } of groups) {
    await pass(control, 1);
    const above = parents.flatMap((parent) => groupIds.get(parent) ?? []);
    const made = await owner.call(api.groups.create, { body: { name, description, parents: above } });
    groupIds.set(name, made.id);
  }
  const idsOf = (member: CastMember) => member.groups.flatMap((name) => groupIds.get(name) ?? []);
  for (const group of idsOf(first)) await owner.call(api.groups.add, { params: { group, person: olga.id } });
  const found = await protectApps(control, owner, upstreams);
  const people: Enrolled[] = [olga];
  for (const member of others) {
    await pass(control, 3);
    const { name, email, roles = [] } = member;
    const body = { name, email, roles: [...roles], groups: idsOf(member) };
    const { link } = await owner.call(api.people.invite, { body });
    await pass(control, 4);
    people.push(await enrol(control, member, link.url));
  }
  for (const policy of firstPolicies) {
    await pass(control, 2);
    await publish(owner, policy, 'From the first day');
  }
  for (const { says, group, app } of tests)
    await owner.call(api.policies.addTest, { body: { says, who: { group }, what: { app } } });
  await control.settled();
  return { people, apps: found, owner };
}

/** Publishes a new policy. */
export async function publish(owner: Client, policy: StoryPolicy, message: string): Promise<string> {
  const { name, title, text, mode = 'enforce' } = policy;
  const made = await owner.call(api.policies.create, { body: { name, title, text, mode, message } });
  return made.id;
}

/** The API as somebody who sits in front of the console. */
export function clientOf(control: StoryControl, { id, name, address }: Enrolled): Client {
  const strength = { methods: ['pwd', 'otp'] as const, authenticatedAt: control.now() };
  return control.as({ actor: { kind: 'person', id, name }, person: id, strength, address });
}

async function protectApps(
  control: StoryControl,
  owner: Client,
  upstreams: Readonly<Record<AppName, string>>,
): Promise<AppIds> {
  const found = new Map<AppName, { id: string; routes: readonly { id: string; name: string }[] }>();
  for (const { name, title, sensitivity, labels, routes = [] } of apps) {
    await pass(control, 2);
    const shown = routes.map((route) => ({ name: route.name, patterns: [...route.patterns] }));
    const { id, routes: made } = await owner.call(api.apps.create, {
      body: {
        name,
        title,
        sensitivity,
        labels: [...labels],
        routes: shown,
        upstream: { url: upstreams[name] },
      },
    });
    found.set(name, { id, routes: made });
  }
  return found;
}

// Through the pages of a link: details and password, then the authenticator's first code.
async function enrol(control: StoryControl, member: CastMember, link: string): Promise<Enrolled> {
  const { enrolment } = control.identity;
  const { name, email, address } = member;
  const code = new URL(link).searchParams.get('code') ?? '';
  const journey = await enrolment.begin({ code, kinds: ['setup', 'invitation'], address });
  const typed = { organisation, name, email, password: sharedPassword, again: sharedPassword };
  const chosen = await enrolment.details({ journey, typed });
  if (!chosen.ok) throw new Fault('internal', `${name} cannot enrol: ${JSON.stringify(chosen.error)}`);
  const secret = (await enrolment.state(journey))?.totp?.secret ?? '';
  const from = {
    address,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
  };
  const done = await enrolment.factor({ journey, code: oneTimeCode(secret, control.now()), from });
  if (!done.ok) throw new Fault('internal', `${name} cannot enrol: ${done.error.kind}`);
  return { ...member, id: done.value.person, totpSecret: secret };
}

async function pass(control: StoryControl, minutes: number): Promise<void> {
  await control.moveTo(control.now() + minutes * minute);
}

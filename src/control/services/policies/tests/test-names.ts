import { isId } from '#base/ids.ts';
import type { PolicyTestSpec } from '#contracts/api/policy-tests.ts';
import type { Repositories } from '#store/index.ts';
import { wrongField } from '../../conflict.ts';

type Names = Pick<Repositories, 'apps' | 'groups' | 'people' | 'tags'>;

/**
 * Writes ids in place of names, as in policies: a new thing under an old name is not what the test is about.
 * @throws Fault `invalid-request`
 */
export async function withIds(store: Names, spec: PolicyTestSpec): Promise<PolicyTestSpec> {
  return { ...spec, who: await whoById(store, spec.who), what: await whatById(store, spec.what) };
}

async function whoById(store: Names, who: PolicyTestSpec['who']): Promise<PolicyTestSpec['who']> {
  if ('person' in who) {
    if (isId('person', who.person)) return who;
    const row = await store.people.findLocal(who.person.toLowerCase());
    if (row === undefined) throw wrongField('who.person', `${who.person} is nobody`);
    return { person: row.id };
  }
  if (isId('group', who.group)) return who;
  const row = await store.groups.findByName(who.group);
  if (row === undefined) throw wrongField('who.group', `${who.group} is no group`);
  return { group: row.id };
}

async function whatById(store: Names, what: PolicyTestSpec['what']): Promise<PolicyTestSpec['what']> {
  if (!('app' in what) || isId('app', what.app)) return what;
  const row = await store.apps.findByName(what.app);
  if (row === undefined) throw wrongField('what.app', `${what.app} is no app`);
  return { app: row.id };
}

/** Writes the present names in place of ids; what is not there any more keeps its id. */
export async function withNames(store: Names, spec: PolicyTestSpec): Promise<PolicyTestSpec> {
  const { who, what } = spec;
  const shownWho =
    'person' in who
      ? { person: (await store.people.find(who.person))?.name ?? who.person }
      : { group: (await store.groups.find(who.group))?.name ?? who.group };
  const [app] = 'app' in what ? await store.apps.findMany([what.app]) : [];
  const shownWhat = 'app' in what ? { app: app?.name ?? what.app } : what;
  return { ...spec, who: shownWho, what: shownWhat };
}

/** Writes names in place of ids as tests are written, so that what is read can be written again as it stands. */
export async function asWritten(store: Names, spec: PolicyTestSpec): Promise<PolicyTestSpec> {
  const named = await withNames(store, spec);
  if (!('person' in spec.who)) return named;
  const row = await store.people.find(spec.who.person);
  const signsIn = row?.issuer === 'local' && row.email !== null ? row.email : spec.who.person;
  return { ...named, who: { person: signsIn } };
}

import { createHash } from 'node:crypto';
import { canonicalJson } from '#base/canonical-json.ts';
import type { Applied, AppliedObject, ApplyItem, ApplyPlan } from '#contracts/api/apply.ts';
import { Fault } from '#contracts/errors.ts';
import { allPolicies } from '#decision/index.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { inside, permitAgain } from '../permit-again.ts';
import { type Book, readable } from '../policies/book.ts';
import { publish, type Publication, published } from '../policies/publish.ts';
import { keepTestsTrue } from '../policies/tests/run-tests.ts';
import { orProposed } from '../second-person/propose.ts';
import { claim, marked, weigh, type Weighed } from '../second-person/weigh.ts';
import { storedSample } from '../sample/stored-sample.ts';
import { record } from '../write.ts';
import { applyAccounts } from './apply-accounts.ts';
import { applyApps } from './apply-apps.ts';
import { applyGroups } from './apply-groups.ts';
import { type AppliedPolicies, applyPolicies } from './apply-policies.ts';
import { applyTags } from './apply-tags.ts';
import { applyTests } from './apply-tests.ts';
import { type Applying, askedOf } from './applying.ts';
import { itemsOf, leftBehind, removeObjects, removeTests } from './left-behind.ts';

/** What is to be applied, and how. */
export interface ToApply {
  readonly objects: readonly AppliedObject[];
  readonly set?: string | undefined;
  readonly prune: boolean;
  readonly message: string;
  readonly confirmWithin?: number | undefined;
  /** The digest of the plan that was looked at. */
  readonly plan?: string | undefined;
}

const onlyPlanned = new Error('only planned');

/**
 * Says what applying would do: it is done in a transaction that is then rolled back, so that a plan has passed
 * everything that the apply will have to pass, up to what somebody changes in between.
 * @throws Fault `invalid-request` with every problem, and those of `publish`
 */
export async function planApply(call: Call, wanted: ToApply): Promise<ApplyPlan> {
  await permit(call, 'read');
  const planned: { plan?: ApplyPlan } = {};
  try {
    await call.store.transaction(async (tx) => {
      planned.plan = (await applyIn(call, tx, wanted)).plan;
      throw onlyPlanned;
    });
  } catch (thrown) {
    if (thrown !== onlyPlanned) throw thrown;
  }
  if (planned.plan === undefined) throw new Fault('internal', 'a plan was made and lost');
  return planned.plan;
}

/**
 * Makes everything what it is said to be in one transaction, or nothing. Nobody is let in on the way by one half of
 * it: to every reader all rows change at one moment, and of the changes that others hear, cuts come first, then
 * what is decided anew, then what gateways serve.
 * @throws Fault `invalid-request` with every problem, `changed-meanwhile`, `second-person-needed`, and those of `publish`
 */
export async function applyObjects(call: Call, wanted: ToApply): Promise<Applied> {
  await permit(call, 'write');
  const { actor } = call.caller;
  const sample = await storedSample(call.store);
  const { value: done, change } = await orProposed(call, () =>
    call.store.change(
      async (tx) => {
        await permitAgain(call, tx, 'changes-standing');
        await claim(call, tx);
        const done = await applyIn(call, tx, wanted);
        await permitAll(inside(call, tx), done);
        refuseOtherPlan(wanted, done.plan);
        const weighed = await weigh(call, tx, weighable(done.applying));
        // On record before anything takes effect, as any write.
        for (const event of done.applying.events) await record(call, markedWith(event, weighed));
        return done;
      },
      ({ applying }) => inSafeOrder(applying.changes).map((one) => ({ ...one, actor })),
    ),
  );
  if (done.plan.items.some(({ id, action }) => action === 'remove' && id === sample?.id)) call.sample.stop();
  const inForce = change === undefined || (await call.configured(change));
  const { revision = null, confirmBefore = null } = done.publication ?? {};
  return { ...done.plan, revision, confirmBefore, inForce };
}

function refuseOtherPlan({ plan }: ToApply, { digest }: ApplyPlan): void {
  if (plan === undefined || plan === digest) return;
  const detail = 'What is there is not what the plan was made from. Nothing was written; plan again.';
  throw new Fault('changed-meanwhile', 'another plan came of it', { details: { detail } });
}

function weighable({ judged, made }: Applying) {
  return { judged, made: made.map(({ object }) => object) };
}

/** Each record bears the mark of what it is about itself. */
function markedWith(event: Applying['events'][number], { weakens, approval }: Weighed) {
  const about = new Set(event.about);
  return marked(event, { weakens: weakens.filter(({ id }) => about.has(id)), approval });
}

const order = { revoke: 0, recheck: 1, config: 2 } as const;

function inSafeOrder(changes: Applying['changes']): Applying['changes'] {
  return changes.toSorted((one, other) => order[one.kind] - order[other.kind]);
}

/** Each object is asked about as if it were written alone: a policy may say who writes which. */
async function permitAll(call: Call, { plan, applying }: Done): Promise<void> {
  const written = plan.items.filter(({ action }) => action !== 'same' && action !== 'left');
  if (written.some(({ kind }) => kind === 'policy' || kind === 'policy-test')) {
    await permit(call, 'write', allPolicies);
    await permit(call, 'publish', allPolicies);
  }
  const types = {
    app: 'App',
    group: 'Group',
    policy: 'Policy',
    'service-account': 'ServiceAccount',
  } as const;
  for (const { kind, id } of written) {
    if (id === null || kind === 'tag' || kind === 'policy-test') continue;
    await permit(call, 'write', { type: types[kind], id });
  }
  const made = new Set(applying.made.map(({ object }) => object));
  for (const one of applying.alsoWritten) if (!made.has(one.id)) await permit(call, 'write', one);
}

interface Done {
  readonly plan: ApplyPlan;
  readonly applying: Applying;
  readonly publication: Publication | undefined;
}

async function applyIn(call: Call, tx: Repositories, wanted: ToApply): Promise<Done> {
  const { objects, set, prune } = wanted;
  const applying: Applying = {
    call,
    tx,
    problems: [],
    items: new Map(),
    events: [],
    changes: [],
    judged: [],
    made: [],
    alsoWritten: [],
  };
  await tx.policies.lock();
  refuseTwice(applying, objects);
  await applyTags(applying, askedOf(objects, 'tag'));
  await applyGroups(applying, askedOf(objects, 'group'));
  await applyApps(applying, askedOf(objects, 'app'));
  await applyAccounts(applying, askedOf(objects, 'service-account'));
  await applyTests(applying, askedOf(objects, 'policy-test'));
  const left = await leftBehind(applying, objects, set);
  const unwanted = await itemsOf(applying, left, prune ? 'remove' : 'left');
  if (prune) await removeTests(applying, left);
  const policies = await applyPolicies(applying, askedOf(objects, 'policy'), prune ? left.policies : []);
  refuseProblems(applying);
  if (prune) await removeObjects(applying, left);
  refuseProblems(applying);
  if (wanted.confirmWithin !== undefined) refuseWhatStays(applying, unwanted);
  const items = [...inPlaces(applying.items), ...unwanted];
  const publication = await hold(applying, { ...wanted, policies, items });
  if (set !== undefined) await noteSet(applying, set, prune ? unwanted : []);
  return { plan: planOf(items, wanted), applying, publication };
}

function refuseTwice({ problems }: Applying, objects: readonly AppliedObject[]): void {
  const seen = new Map<string, number>();
  for (const [place, object] of objects.entries()) {
    if (object.kind === 'policy-test') continue;
    const key = `${object.kind} ${object.name}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, place);
    else problems.push({ at: `objects.${place}.name`, message: `the ${key} is there twice` });
  }
}

function refuseProblems({ problems }: Applying): void {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? 'One thing is' : `${problems.length} things are`;
  throw new Fault('invalid-request', problems[0]?.message ?? 'not valid', {
    details: { problems, detail: `${count} wrong; nothing was written.` },
  });
}

/**
 * With a date to confirm by, only policies may change: they alone go back by themselves. Were the rest to stay, one
 * half would be in force that nobody looked at, such as an app without the policy that forbids it.
 */
function refuseWhatStays(applying: Applying, unwanted: readonly ApplyItem[]): void {
  const places: readonly (readonly [number | undefined, ApplyItem])[] = [
    ...applying.items,
    ...unwanted.map((item) => [undefined, item] as const),
  ];
  for (const [place, { kind, name, action }] of places) {
    if (kind === 'policy' || action === 'same' || action === 'left') continue;
    const message = `the ${kind} ${name} would not go back by itself, as policies do: apply it first, without confirming`;
    applying.problems.push({ at: place === undefined ? '' : `objects.${place}`, message });
  }
  refuseProblems(applying);
}

function inPlaces(items: Applying['items']): readonly ApplyItem[] {
  return [...items].toSorted(([one], [other]) => one - other).map(([, item]) => item);
}

/**
 * Publishes policies that changed. Where none did, the sentences are tried all the same: what groups, tags and apps
 * have become may break one as well.
 */
async function hold(
  applying: Applying,
  wanted: ToApply & { readonly policies: AppliedPolicies | undefined; readonly items: readonly ApplyItem[] },
): Promise<Publication | undefined> {
  const { call, tx, events, changes, judged } = applying;
  const { policies, items, message, confirmWithin } = wanted;
  if (policies === undefined) {
    const snapshot = await tx.policies.latest();
    if (snapshot !== undefined && countOf(items) > 0) await keepTestsTrue(call, tx, snapshot);
    return undefined;
  }
  const { touched, about, before, after } = policies;
  const [was = [], is = []] = await readable(tx, [before, after]);
  const publication = await publish(call, tx, { touched, message, confirmWithin });
  const of = (book: Book) => book.filter(({ id }) => about.includes(id));
  const told = published(publication, { about, data: { before: of(was), after: of(is), message } });
  events.push(told.event);
  changes.push(...told.changes);
  judged.push(...told.judged);
  return publication;
}

async function noteSet({ tx, made }: Applying, set: string, removed: readonly ApplyItem[]): Promise<void> {
  for (const one of made) await tx.appliedObjects.add(set, one);
  for (const { kind, id } of removed)
    if (id !== null) await tx.appliedObjects.drop(set, { kind, object: id });
}

function countOf(items: readonly ApplyItem[]): number {
  return items.filter(({ action }) => action !== 'same' && action !== 'left').length;
}

function planOf(items: readonly ApplyItem[], { set, prune }: ToApply): ApplyPlan {
  const digest = createHash('sha256').update(canonicalJson({ items, set, prune })).digest('base64url');
  return { digest, changes: countOf(items), items: [...items] };
}

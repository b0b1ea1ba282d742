import type { CedarValueJson, EntityJson, TypeAndId } from './cedar.ts';
import { entityKey } from './entity-key.ts';
import { type ContextLeaf, contextLeaves, principalAttributes, resourceAttributes } from './facts.ts';
import { type Mentions, usesContext } from './mentions.ts';
import type { Request } from './request.ts';
import { roundToStep, stepsOf } from './steps.ts';

/** What Cedar's engine is asked, apart from the policies. */
export interface Question {
  readonly principal: TypeAndId;
  readonly action: TypeAndId;
  readonly resource: TypeAndId;
  readonly context: Record<string, CedarValueJson>;
  readonly entities: EntityJson[];
}

/** What of a request a set of statements can look at; planned once a set. */
export interface Reduction {
  readonly leaves: readonly LeafPlan[];
  /** Records of the context that are looked into or asked for with `has`: they are there without a leaf too. */
  readonly records: readonly string[];
  readonly principal: readonly string[];
  readonly resource: readonly string[];
  /** Whether any attribute of an entity is read; if not, an entity without parents need not be given. */
  readonly readsAttributes: boolean;
  /** Tells whether an entity is named, by `Type::id`. */
  readonly names: (key: string) => boolean;
  readonly looseTypes: ReadonlySet<string>;
  /** Variables whose own identity counts even if nobody names it. */
  readonly bare: ReadonlySet<string>;
}

interface LeafPlan {
  readonly record: string;
  readonly name: string;
  readonly read: ContextLeaf['read'];
  /** Numbers between which the value makes no difference; absent: every value may. */
  readonly steps?: readonly number[];
}

/** Plans what of a request a set of statements needs. */
export function planReduction(mentions: Mentions): Reduction {
  const { presence, attributes, entities } = mentions;
  const leaves = contextLeaves.filter(({ path }) => usesContext(mentions, path) || presence.has(path));
  return {
    leaves: leaves.map(({ path, read }) => planLeaf(path, read, stepsOf(mentions, path))),
    records: [...new Set([...leaves.map(({ path }) => path), ...presence].map(recordOf))],
    principal: [...principalAttributes.keys()].filter((name) => attributes.has(name)),
    resource: [...resourceAttributes.keys()].filter((name) => attributes.has(name)),
    readsAttributes: attributes.size > 0,
    names: mentions.anyAncestor ? () => true : (key) => entities.has(key),
    looseTypes: mentions.looseTypes,
    bare: mentions.bare,
  };
}

/** Leaves nothing out: the whole truth, which every reduction must agree with. */
export const wholeTruth: Reduction = {
  leaves: contextLeaves.map(({ path, read }) => planLeaf(path, read, undefined)),
  records: [],
  principal: [...principalAttributes.keys()],
  resource: [...resourceAttributes.keys()],
  readsAttributes: true,
  names: () => true,
  looseTypes: new Set(['Group', 'Tag']),
  bare: new Set(['principal', 'resource']),
};

function recordOf(path: string): string {
  return path.split('.')[0] ?? '';
}

function planLeaf(path: string, read: ContextLeaf['read'], steps: readonly number[] | undefined): LeafPlan {
  const [record = '', name = ''] = path.split('.');
  return { record, name, read, ...(steps === undefined ? {} : { steps }) };
}

/**
 * Asks only what can matter. Requests that differ elsewhere give equal questions, so that the answer to one is
 * the answer to all of them.
 */
export function questionOf(request: Request, plan: Reduction): Question {
  // Somebody who administers themselves is one entity, not two, so the two stay what they are.
  const isSelf = entityKey(request.principal) === entityKey(request.resource);
  const principal = isSelf ? request.principal : identityOf('principal', request.principal, plan);
  const resource = isSelf ? request.resource : identityOf('resource', request.resource, plan);
  const { described } = request;
  const resourceEntity: EntityJson = {
    uid: resource,
    attrs:
      described === undefined
        ? {}
        : valuesOf(plan.resource, (name) => resourceAttributes.get(name)?.(described)),
    parents: parentsOf(request.resourceKeys, plan),
  };
  return {
    principal,
    action: { type: 'Action', id: request.action },
    resource,
    context: contextOf(request, plan),
    entities: [
      {
        uid: principal,
        attrs: valuesOf(plan.principal, (name) => principalAttributes.get(name)?.(request.input.principal)),
        parents: parentsOf(request.principalKeys, plan),
      },
      ...(isSelf || isAncestor(request, plan) ? [] : [resourceEntity]),
      ...ancestorsOf(request, plan.looseTypes),
      ...actionEntities(request.action),
    ].filter(({ parents }) => plan.readsAttributes || parents.length > 0),
  };
}

/** An entity that no statement can tell from others of its type is asked about without its name. */
function identityOf(variable: string, entity: TypeAndId, plan: Reduction): TypeAndId {
  const counts = plan.bare.has(variable) || plan.names(entityKey(entity));
  // Ids of ours hold no space, so this one meets no other entity.
  return counts ? entity : { type: entity.type, id: ` ${variable}` };
}

function contextOf({ input }: Request, plan: Reduction): Record<string, CedarValueJson> {
  const records = new Map<string, Record<string, CedarValueJson>>();
  for (const { record, name, read, steps } of plan.leaves) {
    const value = read(input);
    if (value === undefined) continue;
    const values = records.get(record) ?? {};
    values[name] = typeof value === 'number' && steps !== undefined ? roundToStep(value, steps) : value;
    records.set(record, values);
  }
  for (const record of plan.records) {
    if (!records.has(record) && isKnown(record, input)) records.set(record, {});
  }
  return Object.fromEntries(records);
}

function isKnown(record: string, input: Request['input']): boolean {
  return contextLeaves.some(({ path, read }) => path.startsWith(`${record}.`) && read(input) !== undefined);
}

function valuesOf(
  names: readonly string[],
  read: (name: string) => CedarValueJson | undefined,
): Record<string, CedarValueJson> {
  const values: Record<string, CedarValueJson> = {};
  for (const name of names) {
    const value = read(name);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

/** What stands above an entity, as far as it is named; the list of ancestors is whole, so it may be flat. */
function parentsOf(keys: readonly string[], plan: Reduction): TypeAndId[] {
  return keys.slice(1).filter(plan.names).map(keyToEntity);
}

function keyToEntity(key: string): TypeAndId {
  const cut = key.indexOf('::'); // types hold no colon
  return { type: key.slice(0, cut), id: key.slice(cut + 2) };
}

/** Tells whether the resource is a group that who asks is in, and is given with the groups already. */
function isAncestor({ resource, groups }: Request, { looseTypes }: Reduction): boolean {
  return looseTypes.has('Group') && resource.type === 'Group' && groups.some(({ id }) => id === resource.id);
}

/** Groups and tags with what they are directly in. */
function ancestorsOf(request: Request, types: ReadonlySet<string>): EntityJson[] {
  const groups = types.has('Group') ? request.groups : [];
  const tags = types.has('Tag') ? request.tags : [];
  return [
    ...groups.map(({ id, parents }) => plainEntity('Group', id, parents)),
    ...tags.map(({ name, parents }) => plainEntity('Tag', name, parents)),
  ];
}

function plainEntity(type: string, id: string, parents: readonly string[]): EntityJson {
  return { uid: { type, id }, attrs: {}, parents: parents.map((parent) => ({ type, id: parent })) };
}

/** The action with the group of actions that it belongs to; `open` belongs to none. */
function actionEntities(action: string): EntityJson[] {
  return action === 'open' ? [] : [plainEntity('Action', action, ['administer'])];
}

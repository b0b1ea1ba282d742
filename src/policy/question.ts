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
  readonly principal: EntityPlan;
  readonly resource: EntityPlan;
  /** Of one who administers themselves, and so is both. */
  readonly self: EntityPlan;
  /** Tells whether an entity is named, by `Type::id`. */
  readonly names: (key: string) => boolean;
  readonly looseTypes: ReadonlySet<string>;
  /** Variables whose own identity counts even if nobody names it. */
  readonly bare: ReadonlySet<string>;
}

/** What of an entity can be looked at. */
interface EntityPlan {
  readonly attributes: readonly string[];
  /** Whether any attribute is read, there or not; if none, an entity without parents need not be given. */
  readonly reads: boolean;
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
  const { presence, entities, principalAttributes: ofPrincipal, resourceAttributes: ofResource } = mentions;
  const others = [...mentions.otherAttributes];
  const leaves = contextLeaves.filter(({ path }) => usesContext(mentions, path) || presence.has(path));
  return {
    leaves: leaves.map(({ path, read }) => planLeaf(path, read, stepsOf(mentions, path))),
    records: [...new Set([...leaves.map(({ path }) => path), ...presence].map(recordOf))],
    principal: planEntity(principalAttributes, [...ofPrincipal, ...others]),
    resource: planEntity(resourceAttributes, [...ofResource, ...others]),
    self: planEntity(principalAttributes, mentions.attributes),
    names: mentions.anyAncestor ? () => true : (key) => entities.has(key),
    looseTypes: mentions.looseTypes,
    bare: mentions.bare,
  };
}

/** Leaves nothing out: the whole truth, which every reduction must agree with. */
export const wholeTruth: Reduction = {
  leaves: contextLeaves.map(({ path, read }) => planLeaf(path, read, undefined)),
  records: [],
  principal: { attributes: [...principalAttributes.keys()], reads: true },
  resource: { attributes: [...resourceAttributes.keys()], reads: true },
  self: { attributes: [...principalAttributes.keys()], reads: true },
  names: () => true,
  looseTypes: new Set(['Group', 'Tag']),
  bare: new Set(['principal', 'resource']),
};

function planEntity(known: ReadonlyMap<string, unknown>, read: Iterable<string>): EntityPlan {
  const names = new Set(read);
  return { attributes: [...known.keys()].filter((name) => names.has(name)), reads: names.size > 0 };
}

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
  return {
    principal,
    action: { type: 'Action', id: request.action },
    resource,
    context: contextOf(request, plan),
    entities: [
      ...principalEntity(request, principal, isSelf ? plan.self : plan.principal, plan),
      ...(isSelf || isAncestor(request, plan) ? [] : resourceEntity(request, resource, plan)),
      ...ancestorsOf(request, plan.looseTypes).filter(({ parents }) => plan.self.reads || parents.length > 0),
      ...actionEntities(request.action),
    ],
  };
}

function principalEntity(
  request: Request,
  uid: TypeAndId,
  entity: EntityPlan,
  plan: Reduction,
): EntityJson[] {
  const parents = parentsOf(request.principalKeys, plan);
  if (!entity.reads && parents.length === 0) return [];
  const { principal } = request.input;
  return [
    {
      uid,
      attrs: valuesOf(entity.attributes, (name) => principalAttributes.get(name)?.(principal)),
      parents,
    },
  ];
}

function resourceEntity(request: Request, uid: TypeAndId, plan: Reduction): EntityJson[] {
  const parents = parentsOf(request.resourceKeys, plan);
  if (!plan.resource.reads && parents.length === 0) return [];
  const { described } = request;
  if (described === undefined) return [{ uid, attrs: {}, parents }];
  return [
    {
      uid,
      attrs: valuesOf(plan.resource.attributes, (name) => resourceAttributes.get(name)?.(described)),
      parents,
    },
  ];
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
  const parents: TypeAndId[] = [];
  for (let place = 1; place < keys.length; place += 1) {
    const key = keys[place];
    if (key !== undefined && plan.names(key)) parents.push(keyToEntity(key));
  }
  return parents;
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

import type { DecisionInput, GroupFacts, PrincipalFacts, RouteFacts, TagFacts } from '#contracts/access.ts';
import type { TypeAndId } from './cedar.ts';
import { entityKey } from './entity-key.ts';
import type { Described } from './facts.ts';

/** A decision's input, as entities with all that stands above them: what slices are chosen by. */
export interface Request {
  readonly input: DecisionInput;
  readonly principal: TypeAndId;
  /** The principal itself and every group it is in, as `Type::id`. */
  readonly principalKeys: readonly string[];
  /** Whether the groups are known. If not, no policy that names a group can be answered. */
  readonly groupsKnown: boolean;
  readonly groups: readonly GroupFacts[];
  readonly action: string;
  readonly resource: TypeAndId;
  /** The resource itself and everything it is in, as `Type::id`. */
  readonly resourceKeys: readonly string[];
  readonly tags: readonly TagFacts[];
  /** An app's or a route's attributes; absent for what is only administered. */
  readonly described?: Described;
}

/** The entity id by which policy knows an app: our own by their fixed name, others by their id. */
export function appEntityId(app: { readonly id: string; readonly system?: string }): string {
  return app.system ?? app.id;
}

/** What is asked: the resource itself, or, of a route, the app that it is part of. */
export type Part = 'resource' | 'app';

/** Turns an input into a request about its route, if it has one, or about the app as a whole. */
export function requestOf(input: DecisionInput, part: Part): Request {
  const about = input.route === undefined || part === 'app' ? 'app' : input.route;
  return { input, action: input.action, ...whoOf(input.principal), ...whatOf(input.resource, about) };
}

type Who = Pick<Request, 'principal' | 'principalKeys' | 'groupsKnown' | 'groups'>;
type What = Pick<Request, 'resource' | 'resourceKeys' | 'tags' | 'described'>;

// INVARIANT: facts are never changed in place, so what was worked out about an object stays true of it; it is
// remembered for as long as the facts themselves are.
const whos = new WeakMap<PrincipalFacts, Who>();
const whats = new WeakMap<DecisionInput['resource'], What>();

function whoOf(principal: PrincipalFacts): Who {
  const known = whos.get(principal);
  if (known !== undefined) return known;
  const groups = principal.groups ?? [];
  const uid = { type: principal.kind === 'person' ? 'Person' : 'ServiceAccount', id: principal.id };
  const who = {
    principal: uid,
    principalKeys: [entityKey(uid), ...closure('Group', groups)],
    groupsKnown: principal.groups !== undefined,
    groups,
  };
  whos.set(principal, who);
  return who;
}

function whatOf(resource: DecisionInput['resource'], about: RouteFacts | 'app'): What {
  const whole = whats.get(resource) ?? wholeOf(resource);
  whats.set(resource, whole);
  if (about === 'app' || whole.described === undefined) return whole;
  const uid = { type: 'Route', id: about.id };
  return {
    tags: whole.tags,
    resource: uid,
    resourceKeys: [entityKey(uid), ...whole.resourceKeys],
    described: { ...whole.described, route: about.name },
  };
}

function wholeOf(resource: DecisionInput['resource']): What {
  // Only an app's facts carry tags; what is merely administered comes as type and id.
  if (!('tags' in resource)) {
    const uid = { type: resource.type, id: resource.id };
    return { resource: uid, resourceKeys: [entityKey(uid)], tags: [] };
  }
  const uid = { type: 'App', id: appEntityId(resource) };
  const above = closure(
    'Tag',
    resource.tags.map(({ name, parents }) => ({ id: name, parents })),
  );
  return {
    resource: uid,
    resourceKeys: [entityKey(uid), ...above],
    tags: resource.tags,
    described: { app: resource },
  };
}

/** All that is named as standing above; the list should be whole, but a parent left out of it counts as well. */
function closure(
  type: string,
  above: readonly { readonly id: string; readonly parents: readonly string[] }[],
): string[] {
  return [...new Set(above.flatMap(({ id, parents }) => [id, ...parents]))].map((id) => `${type}::${id}`);
}

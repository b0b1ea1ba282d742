import type { DecisionInput, PrincipalFacts } from '#contracts/access.ts';
import {
  addressValue,
  type ContextLeaf,
  contextLeaves,
  principalAttributes,
  resourceAttributes,
} from './facts.ts';
import { requestOf, type Request } from './request.ts';
import { isInScope } from './scope.ts';
import { anything } from './shelf.ts';
import { mergeSights, type Sight } from './sight.ts';

/**
 * Writes all of an input that a decision can depend on: inputs with the same text have the same decision. Undefined
 * where the very moment of the sign-in counts, since hardly two inputs are alike then; unless whoever asks says that
 * all theirs are of one moment.
 */
export type SharingText = (input: DecisionInput, moments?: 'one-moment') => string | undefined;

/** A sight, ready to be looked through. */
interface Glass {
  readonly number: number;
  readonly sight: Sight;
  readonly names: (key: string) => boolean;
  readonly leaves: readonly ContextLeaf[];
  /** Whether the very moment counts, or that of the sign-in: how long an answer holds hangs on them. */
  readonly seesTime: boolean;
  readonly seesAge: boolean;
  readonly seesNetwork: boolean;
  readonly principals: WeakMap<PrincipalFacts, string>;
}

/** How many glasses, and texts of people seen through them, are kept. */
const mostKept = 100_000;

/**
 * Creates what writes inputs as the policies see them, from the sights of a set. It is good for decisions under
 * that set alone: another set may look at more.
 */
export function createSharing(sights: ReadonlyMap<string, string>, most = mostKept): SharingText {
  const glasses = new Map<string, Glass>();
  let made = 0;
  let kept = 0;

  // INVARIANT: a glass that is ground anew has another number, so texts from before and after are never equal.
  const keepOne = (): void => {
    if (kept >= most) {
      glasses.clear();
      kept = 0;
    }
    kept += 1;
  };

  const glassOf = (resourceKeys: readonly string[]): Glass => {
    const rows = [...resourceKeys, anything].filter((key) => sights.has(key));
    const name = JSON.stringify(rows);
    const known = glasses.get(name);
    if (known !== undefined) return known;
    // Ours of one build wrote them, so what stands in the texts is taken on trust.
    const glass = grind(made++, mergeSights(rows.map((key) => JSON.parse(sights.get(key) ?? '') as Sight)));
    keepOne();
    glasses.set(name, glass);
    return glass;
  };

  return (input, moments) => {
    const request = requestOf(input, 'resource');
    const glass = glassOf(request.resourceKeys);
    if (glass.seesAge && moments === undefined) return undefined;
    let who = glass.principals.get(input.principal);
    if (who === undefined) {
      keepOne();
      who = writeWho(request, glass);
      glass.principals.set(input.principal, who);
    }
    return `${glass.number} ${who} ${writeWhat(request, glass)} ${writeContext(input, glass)}`;
  };
}

function grind(number: number, sight: Sight): Glass {
  const named = new Set(sight.names);
  return {
    number,
    sight,
    names: sight.names === 'all' ? () => true : (key) => named.has(key),
    leaves: contextLeaves.filter(({ path }) => sight.leaves.includes(path) && !path.startsWith('time.')),
    seesTime: sight.leaves.some((path) => path.startsWith('time.')),
    seesNetwork: sight.leaves.some((path) => path.startsWith('network.')),
    seesAge: sight.leaves.includes('authn.ageSeconds'),
    principals: new WeakMap(),
  };
}

function writeWho({ input, principal, principalKeys, groupsKnown, groups }: Request, glass: Glass): string {
  const { sight } = glass;
  return JSON.stringify([
    principal.type,
    sight.bare.includes('principal') ? principal.id : '',
    principalKeys.filter(glass.names),
    groupsKnown,
    sight.looseTypes.includes('Group') ? groups.map(({ id, parents }) => [id, parents]) : [],
    sight.principal.map((name) => principalAttributes.get(name)?.(input.principal) ?? null),
  ]);
}

function writeWhat({ input, resource, resourceKeys, tags, described }: Request, glass: Glass): string {
  const { sight } = glass;
  return JSON.stringify([
    resource.type,
    sight.bare.includes('resource') ? resource.id : '',
    // What is administered may be who administers it, and then the two are one, though nobody names them.
    described === undefined ? [resource.id, input.principal.id] : [],
    resourceKeys.filter(glass.names),
    sight.looseTypes.includes('Tag') ? tags.map(({ name, parents }) => [name, parents]) : [],
    described === undefined
      ? []
      : sight.resource.map((name) => resourceAttributes.get(name)?.(described) ?? null),
  ]);
}

function writeContext(input: DecisionInput, { leaves, seesTime, seesNetwork }: Glass): string {
  const { action, authn, network, time, route } = input;
  return JSON.stringify([
    action,
    // Looked at before any policy is.
    isInScope(input),
    // A route is asked about as itself and as its app.
    route === undefined ? [] : [input.resource.id, route.id],
    // The derived challenge looks at them, whatever policies do.
    authn.methods,
    seesTime ? [time.at, time.zone] : [],
    // Whether the record is there at all, where what is read of it is not; the others are there as a whole.
    seesNetwork && addressValue(network.address) === undefined,
    leaves.map(({ read }) => read(input) ?? null),
  ]);
}

import { contextLeaves, principalAttributes, resourceAttributes } from './facts.ts';
import { covers, type Mentions, mergeMentions, usesContext } from './mentions.ts';
import { lanes, type PolicySet } from './policy-set.ts';

/** What statements can look at in a request, and so all by which their answers can differ. */
export interface Sight {
  /** Keys of the entities they name, or all. */
  readonly names: readonly string[] | 'all';
  /** Types whose entities' own parents count. */
  readonly looseTypes: readonly string[];
  /** Whether it counts who, or which resource, it is, though nobody names it. */
  readonly bare: readonly string[];
  readonly principal: readonly string[];
  readonly resource: readonly string[];
  /** Paths of facts of the context. */
  readonly leaves: readonly string[];
}

/**
 * What the statements of a set can look at, enforced and observed ones alike, whatever their action: by the
 * resource that their scopes name, as JSON of a `Sight`. Plain texts, so that another thread can have them at
 * little cost and read those that it needs.
 */
export function sightsOf(set: PolicySet): ReadonlyMap<string, string> {
  const byResource = new Map<string, Mentions[]>();
  for (const lane of lanes) {
    for (const [resource, row] of set.shelves[lane].byResource) {
      const mentions = byResource.get(resource) ?? [];
      byResource.set(resource, mentions);
      for (const { statements } of row.values()) for (const one of statements) mentions.push(one.mentions);
    }
  }
  return new Map([...byResource].map(([key, all]) => [key, JSON.stringify(sightOf(mergeMentions(all)))]));
}

function sightOf(mentions: Mentions): Sight {
  const { attributes, presence } = mentions;
  const asked = (path: string): boolean =>
    usesContext(mentions, path) || [...presence].some((above) => covers(above, path));
  return {
    names: mentions.anyAncestor ? 'all' : [...mentions.entities],
    looseTypes: [...mentions.looseTypes],
    bare: [...mentions.bare],
    principal: [...principalAttributes.keys()].filter((name) => attributes.has(name)),
    resource: [...resourceAttributes.keys()].filter((name) => attributes.has(name)),
    leaves: contextLeaves.map(({ path }) => path).filter(asked),
  };
}

/** Sees what any of these sees. */
export function mergeSights(sights: readonly Sight[]): Sight {
  const all = (read: (sight: Sight) => readonly string[]): readonly string[] => [
    ...new Set(sights.flatMap(read)),
  ];
  return {
    names: sights.some(({ names }) => names === 'all')
      ? 'all'
      : all(({ names }) => (names === 'all' ? [] : names)),
    looseTypes: all(({ looseTypes }) => looseTypes),
    bare: all(({ bare }) => bare),
    principal: all(({ principal }) => principal),
    resource: all(({ resource }) => resource),
    leaves: all(({ leaves }) => leaves),
  };
}

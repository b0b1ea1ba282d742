import type { AppFacts, DecisionInput, ManagedFacts, PrincipalFacts } from '#contracts/access.ts';
import type { PackedInputs } from './pack-inputs.ts';

/** How much text is remembered, in characters, and the longest that is. */
export interface UnpackBounds {
  readonly mostCharacters: number;
  readonly longest: number;
}

const usualBounds: UnpackBounds = { mostCharacters: 16_000_000, longest: 20_000 };

interface Packed {
  readonly who: number;
  readonly what: number;
  readonly own: Omit<DecisionInput, 'principal' | 'resource'>;
}

/**
 * Creates what unpacks inputs. Equal facts become the same object, so that whatever was worked out about them is
 * found again. They are remembered by their whole text: nothing can make one stand for another, and what is
 * forgotten is read anew.
 */
export function createUnpacking(bounds = usualBounds): (inputs: PackedInputs) => readonly DecisionInput[] {
  const principalOf = createReading<PrincipalFacts>(bounds);
  const resourceOf = createReading<AppFacts | ManagedFacts>(bounds);
  return ({ principals, resources, rest }) => {
    const people = principals.map(principalOf);
    const things = resources.map(resourceOf);
    // Both ends are ours and of one build, so what stands in the texts is taken on trust.
    return (JSON.parse(rest) as readonly Packed[]).map(({ who, what, own }) => {
      const principal = people[who];
      const resource = things[what];
      if (principal === undefined || resource === undefined) throw new RangeError('facts are missing');
      return { ...own, principal, resource };
    });
  };
}

function createReading<Facts>({ mostCharacters, longest }: UnpackBounds): (text: string) => Facts {
  const known = new Map<string, Facts>();
  let characters = 0;
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const facts = JSON.parse(text) as Facts;
    if (text.length > longest) return facts;
    if (characters + text.length > mostCharacters) {
      known.clear();
      characters = 0;
    }
    known.set(text, facts);
    characters += text.length;
    return facts;
  };
}

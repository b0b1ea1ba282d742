import { canonicalJson } from '#base/canonical-json.ts';
import type { DecisionInput } from '#contracts/access.ts';
import { factsText } from '../facts-text.ts';

/**
 * Inputs on their way to another thread. The facts of people and apps, which are most of them, stand in it once,
 * as texts: a text crosses at a fraction of what an object costs, and the other side knows it again.
 */
export interface PackedInputs {
  /** Canonical JSON of principals and resources. */
  readonly principals: readonly string[];
  readonly resources: readonly string[];
  /** A JSON array with what each input has for itself, and the places of its principal and resource. */
  readonly rest: string;
}

/** Packs inputs in their order; `unfit` are the places of those that JSON cannot carry exactly, which are left out. */
export function packInputs(inputs: readonly DecisionInput[]): {
  readonly packed: PackedInputs;
  readonly unfit: ReadonlySet<number>;
} {
  const principals = new Map<string, number>();
  const resources = new Map<string, number>();
  const unfit = new Set<number>();
  const rest: string[] = [];
  inputs.forEach(({ principal, resource, ...own }, place) => {
    try {
      const who = placeOf(principals, factsText(principal));
      const what = placeOf(resources, factsText(resource));
      rest.push(`{"who":${who},"what":${what},"own":${canonicalJson(own)}}`);
    } catch {
      unfit.add(place);
    }
  });
  return {
    packed: {
      principals: [...principals.keys()],
      resources: [...resources.keys()],
      rest: `[${rest.join(',')}]`,
    },
    unfit,
  };
}

function placeOf(places: Map<string, number>, text: string): number {
  const known = places.get(text);
  if (known !== undefined) return known;
  places.set(text, places.size);
  return places.size - 1;
}

import type { Decision } from '#contracts/access.ts';

/** Decisions on their way back, equal ones once. */
export interface PackedDecisions {
  /** Decisions as JSON, no two alike. */
  readonly texts: readonly string[];
  /** For each input in order, the place of its decision. */
  readonly places: readonly number[];
}

/** Packs decisions in their order. */
export function packDecisions(decisions: readonly Decision[]): PackedDecisions {
  const known = new Map<string, number>();
  const places = decisions.map((decision) => {
    const text = JSON.stringify(decision);
    const place = known.get(text) ?? known.size;
    known.set(text, place);
    return place;
  });
  return { texts: [...known.keys()], places };
}

/** Unpacks decisions; those that were alike become one object. */
export function unpackDecisions({ texts, places }: PackedDecisions): readonly Decision[] {
  // Both ends are ours and of one build, so what stands in the texts is taken on trust.
  const decisions = texts.map((text) => JSON.parse(text) as Decision);
  return places.map((place) => {
    const decision = decisions[place];
    if (decision === undefined) throw new RangeError('a decision is missing');
    return decision;
  });
}

import { canonicalJson } from '#base/canonical-json.ts';

const texts = new WeakMap<object, string>();

/**
 * Writes facts of a person or an app as canonical JSON, each object once: the same objects stand in the inputs of
 * many requests.
 * @throws TypeError for what JSON cannot carry exactly
 */
export function factsText(facts: object): string {
  // INVARIANT: facts are never changed in place. What is read anew is another object, so its text is made anew; and
  // a text lives as long as its facts, whose number the cache of knowledge bounds.
  const known = texts.get(facts);
  if (known !== undefined) return known;
  const text = canonicalJson(facts);
  texts.set(facts, text);
  return text;
}

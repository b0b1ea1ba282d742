import { usesContext } from './mentions.ts';
import type { Statement } from './statement.ts';

/** Values that statements compare the facts of a request with: where an answer can turn. */
export interface Hinges {
  /** Ids of groups. */
  readonly groups: readonly string[];
  /** Addresses and ranges of addresses. */
  readonly ranges: readonly string[];
  /** Two letters each. */
  readonly countries: readonly string[];
}

/** Collects such values from the texts of statements. What is collected too much costs a question, nothing else. */
export function hingesOf(statements: readonly Statement[]): Hinges {
  const groups = new Set<string>();
  const ranges = new Set<string>();
  const countries = new Set<string>();
  for (const { mentions, json } of statements) {
    for (const key of mentions.entities) {
      if (key.startsWith('Group::')) groups.add(key.slice('Group::'.length));
    }
    if (!usesContext(mentions, 'network')) continue;
    for (const { body } of json.conditions) {
      visitTexts(body, (text, isAddress) => {
        if (isAddress) ranges.add(text);
        else if (/^[A-Z]{2}$/.test(text)) countries.add(text);
      });
    }
  }
  return { groups: [...groups], ranges: [...ranges], countries: [...countries] };
}

type Seen = (text: string, isAddress: boolean) => void;

function visitTexts(expression: unknown, seen: Seen, isAddress = false): void {
  if (typeof expression === 'string') return seen(expression, isAddress);
  if (typeof expression !== 'object' || expression === null) return;
  for (const [name, part] of Object.entries(expression)) visitTexts(part, seen, isAddress || name === 'ip');
}

import { apiTemplates } from './api-templates.ts';

/** A sentence of the API as it was written, with the values that stand in it. */
export interface Found {
  readonly template: string;
  readonly values: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly template: string;
  readonly form: RegExp;
  /** How much of it is fixed: of several that fit, the one that says most is meant. */
  readonly weight: number;
}

/** What is longer is a text, not a sentence. */
const longest = 2_000;

let patterns: readonly Pattern[] | undefined;

/** Finds the sentence that the API wrote with values in it; undefined for what is none of ours. */
export function findTemplate(sentence: string): Found | undefined {
  if (sentence.length > longest) return undefined;
  patterns ??= apiTemplates.map(patternOf).toSorted((one, other) => other.weight - one.weight);
  for (const { template, form } of patterns) {
    const match = form.exec(sentence);
    if (match !== null) return { template, values: { ...match.groups } };
  }
  return undefined;
}

function patternOf(template: string): Pattern {
  const seen = new Set<string>();
  const form = template.split(/(\{\{\w+\}\})/).map((part) => {
    const [, name] = /^\{\{(\w+)\}\}$/.exec(part) ?? [];
    if (name === undefined) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    if (seen.has(name)) return `\\k<${name}>`;
    seen.add(name);
    return `(?<${name}>.+?)`;
  });
  return {
    template,
    form: new RegExp(`^${form.join('')}$`, 's'),
    weight: template.replaceAll(/\{\{\w+\}\}/g, '').length,
  };
}

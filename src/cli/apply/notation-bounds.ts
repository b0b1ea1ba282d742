import { Lexer, Parser } from 'yaml';

/** How deep objects may lie in one another; nothing that is applied needs a quarter of it. */
export const deepest = 50;

/** The most entries of one list or mapping: keys are compared each with each, to find those that are there twice. */
export const mostEntries = 2_000;

/** The most documents of one file. */
export const mostDocuments = 2_000;

/** The most faults of one file that are told one by one. */
export const mostFaults = 100;

/** What a text has too much of, and where. */
export interface Excess {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/**
 * Says whether a text of YAML or JSON is too deep or too wide to be read, before it is: the reader calls itself for
 * each level, so some thousand brackets in a row end the whole process. This goes through it word by word, and stops
 * at the first excess.
 */
export function excessOf(text: string): Excess | undefined {
  const parser = new Parser();
  let line = 1;
  const seen = { documents: 0, faults: 0 };
  for (const lexeme of new Lexer().lex(text)) {
    for (const { type } of parser.next(lexeme)) {
      if (type === 'document') seen.documents += 1;
      if (type === 'error') seen.faults += 1;
    }
    const message = excessIn(parser, seen);
    if (message !== undefined) return { line, message };
    line += lexeme.split('\n').length - 1;
  }
  return undefined;
}

function excessIn(
  { stack }: Parser,
  seen: { readonly documents: number; readonly faults: number },
): string | undefined {
  if (seen.documents > mostDocuments) return `more than ${mostDocuments} documents; apply them in parts`;
  if (seen.faults > mostFaults) return `more than ${mostFaults} faults: this is not YAML or JSON`;
  if (stack.length > deepest) return `nested deeper than ${deepest} levels`;
  const top = stack.at(-1);
  const isWide = top !== undefined && 'items' in top && top.items.length > mostEntries;
  return isWide ? `more than ${mostEntries} entries in one list or mapping` : undefined;
}

import { settingsOf } from './sections.ts';
import type { Part, Problem } from './setting.ts';
import { type Given, type Source, unknownName } from './sources.ts';

/** What flags gave, with the configuration file that one of them may name. */
export interface Flags extends Source {
  readonly config?: Given;
  readonly wantsHelp: boolean;
}

interface Word {
  /** `--port`, or a word that is no flag. */
  readonly name: string;
  /** What stands behind `=` or in the next word. */
  readonly value?: string;
}

/** Reads `--name value` and `--name=value`. */
export function fromFlags(part: Part, words: readonly string[]): Flags {
  const byFlag = new Map(settingsOf(part).map((named) => [`--${named.flag}`, named]));
  const names = ['--config', '--help', ...byFlag.keys()];
  const given = new Map<string, Given>();
  const problems: Problem[] = [];
  let config: Given | undefined;
  let wantsHelp = false;
  for (const { name, value } of pairsOf(words)) {
    const named = byFlag.get(name);
    const problem = (message: string) => problems.push({ place: name, message });
    if (name === '--help' || name === '-h') wantsHelp = true;
    else if (!name.startsWith('--')) problem(`\`sallyport ${part}\` takes flags only`);
    else if (named === undefined && name !== '--config') problem(unknownName(name, names));
    else if (value === undefined) problem('needs a value behind it');
    else if (named === undefined) config = { raw: value, place: name };
    else if (given.has(named.path)) problem('is given twice');
    else given.set(named.path, { raw: value, place: name });
  }
  return { given, problems, wantsHelp, ...(config === undefined ? {} : { config }) };
}

function pairsOf(words: readonly string[]): readonly Word[] {
  const pairs: Word[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    const equals = word.indexOf('=');
    const next = words[i + 1];
    if (!word.startsWith('--') || word === '--help') pairs.push({ name: word });
    else if (equals > 0) pairs.push({ name: word.slice(0, equals), value: word.slice(equals + 1) });
    else if (next === undefined || next.startsWith('--')) pairs.push({ name: word });
    else {
      pairs.push({ name: word, value: next });
      i += 1;
    }
  }
  return pairs;
}

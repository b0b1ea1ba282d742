import type { Choice } from './choice.ts';
import { writeCedar } from './write-cedar.ts';

const whoKinds: Readonly<Record<string, 'group' | 'person' | 'service-account'>> = {
  Group: 'group',
  Person: 'person',
  ServiceAccount: 'service-account',
};
const whatKinds: Readonly<Record<string, Choice['what']['kind']>> = {
  App: 'app',
  Tag: 'tag',
  Route: 'route',
};

/**
 * Reads a policy back into the choice that it was written from; undefined for every other text. What was read is
 * written again and compared, so that a text which says anything more is never taken for less than it says.
 */
export function readCedar(text: string): Choice | undefined {
  const choice = guess(text);
  return choice !== undefined && writeCedar(choice).trim() === text.trim() ? choice : undefined;
}

function guess(text: string): Choice | undefined {
  const [, whoType, who] = /principal (?:in|==) (\w+)::"((?:[^"\\]|\\.)*)"/.exec(text) ?? [];
  const [, whatType, what] = /resource (?:in|==) (\w+)::"((?:[^"\\]|\\.)*)"/.exec(text) ?? [];
  const whoKind = whoType === undefined ? undefined : whoKinds[whoType];
  const whatKind = whatType === undefined ? undefined : whatKinds[whatType];
  if (what === undefined || whatKind === undefined) return undefined;
  if (who !== undefined && whoKind === undefined) return undefined;
  const minutes = numberIn(text, /ageSeconds <= (\d{1,6}) \* 60/);
  const from = numberIn(text, /minute >= (\d{1,2}) \* 60/);
  const to = numberIn(text, /minute < (\d{1,2}) \* 60/);
  return {
    who:
      who === undefined || whoKind === undefined
        ? { kind: 'everybody' }
        : { kind: whoKind, name: plain(who) },
    what: { kind: whatKind, name: plain(what) },
    signIn: text.includes('phishingResistant')
      ? 'passkey'
      : text.includes('contains("otp")')
        ? 'second-factor'
        : 'any',
    freshMinutes: minutes ?? null,
    office: from === undefined || to === undefined ? null : { from, to },
    range: plain(/isInRange\(ip\("((?:[^"\\]|\\.)*)"\)\)/.exec(text)?.[1] ?? ''),
    advice: plain(/^@advice\("((?:[^"\\]|\\.)*)"\)/.exec(text)?.[1] ?? ''),
  };
}

function numberIn(text: string, pattern: RegExp): number | undefined {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

function plain(quoted: string): string {
  return quoted.replaceAll(/\\(["\\])/g, '$1');
}

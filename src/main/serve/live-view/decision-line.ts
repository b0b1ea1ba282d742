import type { DecisionSummary } from '#contracts/api/decisions.ts';

export interface LineStyle {
  /** How many columns the terminal has. */
  readonly columns: number;
  readonly colour: 'on' | 'off';
}

const colours = { allow: 32, deny: 31, challenge: 33 } as const;

/** Writes a decision as one line: when, what, who, where to, and why where somebody was not let in. */
export function decisionLine(decision: DecisionSummary, style: LineStyle): string {
  const { at, outcome, person, app, text } = decision;
  const time = new Date(at).toTimeString().slice(0, 8);
  const who = person?.name ?? 'somebody';
  const why = outcome === 'allow' ? '' : `  ${text}`;
  const rest = fitted(`${who} → ${app?.name ?? '–'}${why}`, style.columns - 21);
  const word = outcome.padEnd(9);
  const shown = style.colour === 'on' ? `\u001b[${colours[outcome]}m${word}\u001b[0m` : word;
  return `${time}  ${shown}  ${rest}`;
}

/**
 * Makes a text fit a line, and harmless for a terminal: names come from people, and one with control characters or
 * marks of direction could overwrite what stands there.
 */
export function fitted(text: string, columns: number): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '\uFFFD');
  const marks = Array.from(plain);
  return marks.length <= columns ? plain : `${marks.slice(0, Math.max(0, columns - 1)).join('')}…`;
}

import type { WeakeningView } from '#contracts/api/proposals.ts';
import { fitted, type LineStyle } from './decision-line.ts';

/** Writes a change that weakened protection as one line, in red: when, who, and what. */
export function weakeningLine({ at, actor, weakens }: WeakeningView, style: LineStyle): string {
  const time = new Date(at).toTimeString().slice(0, 8);
  const what = weakens.map(({ name, said }) => `${name}: ${said}`).join('; ');
  const rest = fitted(`${actor.name ?? actor.kind}  ${what}`, style.columns - 21);
  const word = 'weakened'.padEnd(9);
  const shown = style.colour === 'on' ? `\u001b[31m${word}\u001b[0m` : word;
  return `${time}  ${shown}  ${rest}`;
}

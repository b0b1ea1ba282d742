import type { Proposal } from '#contracts/api/proposals.ts';
import { harmless } from '../../table.ts';

/** Writes what a change weakens, each thing once, in the words of the rules. */
export function weakensInWords(weakens: Proposal['weakens']): string {
  return weakens.map(({ name, said }) => harmless(`${name}: ${said}`)).join('\n');
}

/** The same in one cell of a table. */
export function weakensShortly(weakens: Proposal['weakens']): string {
  const names = [...new Set(weakens.map(({ name }) => name))];
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

import type { ObjectDifference } from '#contracts/api/proposals.ts';
import { harmless } from '../../table.ts';

const marks = { same: ' ', added: '+', removed: '-' } as const;

/** Lines around a changed one that are shown with it, and marks of a value that are shown. */
const around = 2;
const longest = 200;

/** Writes how things differ, thing by thing. Names and texts come from people: none reaches the terminal as a command. */
export function objectsInWords(difference: readonly ObjectDifference[]): string {
  return difference
    .flatMap(({ type, name, words, fields, lines }) => [
      `${type} ${name}${words.length === 0 ? '' : `: ${words.join(', ')}`}`,
      ...fields.map(({ field, before, after }) => `    ${field}: ${shortly(before)} → ${shortly(after)}`),
      ...lines
        .filter((_, place) =>
          lines.slice(Math.max(0, place - around), place + around + 1).some(({ kind }) => kind !== 'same'),
        )
        .map(({ kind, text }) => `    ${marks[kind]} ${text}`),
    ])
    .map(harmless)
    .join('\n');
}

function shortly(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

import type { PolicyDifference } from '#contracts/api/policy-versions.ts';
import { harmless, when } from '../../table.ts';

const marks = { same: ' ', added: '+', removed: '-' } as const;

/** Lines around a changed one that are shown with it. */
const around = 2;

/** Writes how policies differ: a line of words for each, below it the lines of its text that changed. */
export function differenceInWords(items: readonly PolicyDifference[]): string {
  if (items.length === 0) return 'Nothing differs.';
  return items
    .map(({ name, words, lines }) => {
      const shown = lines.filter((_, place) =>
        lines.slice(Math.max(0, place - around), place + around + 1).some(({ kind }) => kind !== 'same'),
      );
      return [
        `${harmless(name)}: ${words.map(harmless).join(', ')}`,
        ...shown.map(({ kind, text }) => `  ${marks[kind]} ${harmless(text)}`),
      ].join('\n');
    })
    .join('\n');
}

/** Says what a publication came to. */
export function publicationInWords(publication: {
  readonly revision: number;
  readonly confirmBefore: number | null;
  readonly changed: readonly PolicyDifference[];
}): string {
  const { revision, confirmBefore, changed } = publication;
  const trial =
    confirmBefore === null
      ? []
      : [
          `It goes back by itself at ${when(confirmBefore)} UTC unless \`policies confirm ${revision}\` says otherwise.`,
        ];
  return [differenceInWords(changed), `Version ${revision} is in force.`, ...trial].join('\n');
}

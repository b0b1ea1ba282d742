import { type Given, UsageError } from '../../command.ts';

/** The flag by which a date is given to what only observes until then. */
export const observeUntilFlag = {
  flags: '--observe-until <time>',
  about: 'Only observe until then, such as 2026-12-01T08:00Z, and be enforced from then on.',
};

/** As `observeUntilFlag`, where there may be a date already. */
export const putOffFlag = {
  flags: observeUntilFlag.flags,
  about: `${observeUntilFlag.about} \`never\` takes a date away.`,
};

/** Reads it: what makes a policy observe until a date, or without one. @throws UsageError */
export function observeUntil(
  given: Given,
): { readonly mode: 'observe'; readonly enforceFrom: number | null } | undefined {
  const text = given.text('observe-until');
  if (text === undefined) return undefined;
  if (text === 'never') return { mode: 'observe', enforceFrom: null };
  const enforceFrom = Date.parse(text);
  if (Number.isNaN(enforceFrom)) throw new UsageError('--observe-until is a time such as 2026-12-01T08:00Z');
  return { mode: 'observe', enforceFrom };
}

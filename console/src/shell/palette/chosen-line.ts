interface Line {
  readonly key: string;
}

const movements = {
  ArrowDown: (at: number) => at + 1,
  ArrowUp: (at: number) => at - 1,
  Home: () => 0,
  End: () => -1,
} as const;

/**
 * Which line is chosen: the one that was, wherever it stands now, so that a list that comes again never puts another
 * under the next key. Nothing was chosen yet: the first. What was chosen is gone: none, until somebody chooses.
 */
export function chosenLine(lines: readonly Line[], chosen: string | undefined): number {
  if (chosen === undefined) return lines.length === 0 ? -1 : 0;
  return lines.findIndex(({ key }) => key === chosen);
}

/** The line that a key chooses from where the choice stands, around both ends; undefined for any other key. */
export function lineAfter(lines: readonly Line[], at: number, pressed: string): Line | undefined {
  const move = Object.entries(movements).find(([key]) => key === pressed)?.[1];
  if (move === undefined || lines.length === 0) return undefined;
  const from = at < 0 && pressed === 'ArrowUp' ? 0 : at;
  return lines[(move(from) + lines.length) % lines.length];
}

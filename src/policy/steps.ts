import type { Mentions } from './mentions.ts';

/**
 * The numbers at which answers can change while a value of the context grows, by its comparisons with numbers.
 * Undefined: it is used in another way too, so that every value may make a difference.
 */
export function stepsOf(mentions: Mentions, path: string): readonly number[] | undefined {
  if ([...mentions.uncompared].some((used) => path === used || used === '' || path.startsWith(`${used}.`))) {
    return undefined;
  }
  const steps = mentions.compared.get(path);
  if (steps === undefined) return [];
  return [...steps].sort((a, b) => a - b);
}

/** The smallest value that no comparison can tell from this one: the last step not above it. */
export function roundToStep(value: number, steps: readonly number[]): number {
  let reached = (steps[0] ?? 1) - 1;
  for (const step of steps) {
    if (step > value) break;
    reached = step;
  }
  return reached;
}

/** The first step above a value. */
export function nextStep(value: number, steps: readonly number[]): number | undefined {
  return steps.find((step) => step > value);
}

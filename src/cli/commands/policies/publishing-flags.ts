import type { Given } from '../../command.ts';

/** The flags of everything that publishes. */
export const publishingFlags = [
  { flags: '--message <text>', about: 'Why, for those who read the versions.' },
  {
    flags: '--confirm-within <seconds>',
    about: 'Goes back by itself unless `policies confirm` comes within this time, 10 to 3600.',
  },
];

/** Reads them. */
export function publishingOf(given: Given): { readonly message: string; readonly confirmWithin?: number } {
  const confirmWithin = given.whole('confirm-within');
  return {
    message: given.text('message') ?? '',
    ...(confirmWithin === undefined ? {} : { confirmWithin }),
  };
}

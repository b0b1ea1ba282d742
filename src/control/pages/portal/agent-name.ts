import type { Words } from '../texts/words.ts';

const browsers: readonly (readonly [mark: string, name: string])[] = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['FxiOS/', 'Firefox'],
  ['CriOS/', 'Chrome'],
  ['Chromium/', 'Chromium'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
  ['curl/', 'curl'],
];

const systems: readonly (readonly [mark: string, name: string])[] = [
  ['Windows', 'Windows'],
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Mac OS X', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
];

/** Names a browser by what it says of itself, for a person who looks for their own. It proves nothing. */
export function agentName({ t }: Pick<Words, 't'>, userAgent: string): string {
  const find = (list: typeof browsers) => list.find(([mark]) => userAgent.includes(mark))?.[1];
  const browser = find(browsers) ?? t('Unknown browser');
  const system = find(systems);
  return system === undefined ? browser : t('{{browser}} on {{system}}', { browser, system });
}

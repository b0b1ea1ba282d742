/**
 * English needs a line only where a number decides the form: `_one` and `_other` (Unicode plural rules) for each
 * sentence that is used with `count`.
 */
export const english: Readonly<Record<string, string>> = {
  '{{count}} may open it who cannot now_one': '{{count}} may open it who cannot now',
  '{{count}} may open it who cannot now_other': '{{count}} may open it who cannot now',
  '{{count}} may not open it any more_one': '{{count}} may not open it any more',
  '{{count}} may not open it any more_other': '{{count}} may not open it any more',
};

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { localeOf } from './language.ts';

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Writes moments, numbers and lists as the reader's language and region do. */
export interface Format {
  /** Date and time of day of a moment, in milliseconds since 1970. */
  readonly moment: (at: number) => string;
  /** The date alone. */
  readonly date: (at: number) => string;
  /** The time of day alone. */
  readonly time: (at: number) => string;
  readonly number: (value: number) => string;
  /** `a, b and c`. */
  readonly list: (words: readonly string[]) => string;
  /** A distance in seconds as people say it: `3 minutes ago`. */
  readonly distance: (seconds: number) => string;
  /** A length of time in its largest unit that fits: `12 hours`. */
  readonly length: (seconds: number) => string;
}

/** The writer of dates, numbers and lists in the language that is shown now. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  return useMemo(() => createFormat(localeOf(i18n.language)), [i18n.language]);
}

/** Makes a writer for one locale, such as `de-AT`. */
export function createFormat(locale: string): Format {
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const number = new Intl.NumberFormat(locale);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const distance = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    moment: (at) => moment.format(at),
    date: (at) => date.format(at),
    time: (at) => time.format(at),
    number: (value) => number.format(value),
    list: (words) => list.format(words),
    distance: (seconds) => {
      const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
      return distance.format(Math.round(seconds / size), unit);
    },
    length: (seconds) => {
      const [unit, size] = units.find(([, whole]) => seconds >= whole && seconds % whole === 0) ?? [
        'second',
        1,
      ];
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(
        seconds / size,
      );
    },
  };
}

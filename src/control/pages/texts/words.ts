import { isLanguage, type PageLanguage } from '#contracts/texts/language.ts';
import { html, type Markup } from '../parts/markup.ts';
import { german, type Sentence } from './german.ts';

// English is its own key; each other language is a table from the English sentences, complete or it does not compile.
const tables: Readonly<Record<Exclude<PageLanguage, 'en'>, Readonly<Record<Sentence, string>>>> = {
  de: german,
};

type NamesIn<S extends string> = S extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
type ValuesOf<S extends string> = [NamesIn<S>] extends [never]
  ? []
  : [values: Readonly<Record<NamesIn<S>, string | number>>];
/** A sentence that takes no value. */
export type Plain<S extends string = Sentence> = S extends unknown
  ? [NamesIn<S>] extends [never]
    ? S
    : never
  : never;

/** Something to be said, before it is known in which language: a sentence, or what makes one of its values. */
export type Text = Plain | ((words: Words) => string);

/** Says our sentences in one language. The English sentence is the key; `{{name}}` in it takes a value. */
export interface Words {
  readonly language: PageLanguage;
  /** Says a sentence as plain text: for titles, labels and attributes, and where it takes no names of people. */
  readonly t: <S extends Sentence>(sentence: S, ...values: ValuesOf<S>) => string;
  /**
   * Says a sentence as a piece of a page. A plain value stands in `<bdi>`, so that a name that is written from right
   * to left does not move the words around it (HTML, 4.5.24).
   */
  readonly put: <S extends Sentence>(
    sentence: S,
    values: Readonly<Record<NamesIn<S>, string | number | Markup>>,
  ) => Markup;
  readonly say: (text: Text) => string;
  /** Says what another area wrote: a sentence of ours in this language, anything else as it is. */
  readonly known: (sentence: string) => string;
  /** How long ago something was, in the largest unit that fits; both in milliseconds since the Unix epoch. */
  readonly ago: (then: number, now: number) => string;
  /** The day of a moment (milliseconds since the Unix epoch), in UTC. */
  readonly date: (at: number) => string;
  /** A length of time in seconds, or from 90 of them on in minutes: `30 seconds`. */
  readonly wait: (seconds: number) => string;
}

/** Makes the words of one language over a table of it; without a table it is English. */
export function createWords(language: PageLanguage, table?: Readonly<Record<string, string>>): Words {
  const known = (sentence: string): string =>
    table !== undefined && Object.hasOwn(table, sentence) ? (table[sentence] ?? sentence) : sentence;
  const numbers = new Intl.NumberFormat(language);
  const shown = (value: unknown): string =>
    typeof value === 'number' ? numbers.format(value) : String(value);
  const distance = new Intl.RelativeTimeFormat(language);
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const lengths = { second: unitOf(language, 'second'), minute: unitOf(language, 'minute') };
  const words: Words = {
    language,
    known,
    t: (sentence, ...[values]) =>
      known(sentence).replace(placeholder, (whole, name: string) => {
        const value = values === undefined ? undefined : valueOf(values, name);
        return value === undefined ? whole : shown(value);
      }),
    put: (sentence, values) => {
      // With one group in the pattern, every second part is a name.
      const parts = known(sentence).split(placeholder);
      const pieces = parts.map((part, n) => {
        if (n % 2 === 0) return part;
        const value = valueOf(values, part);
        return typeof value === 'string' || typeof value === 'number'
          ? html`<bdi>${shown(value)}</bdi>`
          : value;
      });
      return html`${pieces}`;
    },
    say: (text) => (typeof text === 'string' ? known(text) : text(words)),
    ago: (then, now) => {
      const ms = Math.max(0, now - then);
      const unit = units.find(([, size]) => ms >= size);
      return unit === undefined ? words.t('just now') : distance.format(-Math.floor(ms / unit[1]), unit[0]);
    },
    date: (at) => day.format(at),
    wait: (seconds) =>
      seconds < 90 ? lengths.second.format(seconds) : lengths.minute.format(Math.ceil(seconds / 60)),
  };
  return words;
}

const placeholder = /\{\{(\w+)\}\}/g;

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

function unitOf(language: PageLanguage, unit: 'second' | 'minute'): Intl.NumberFormat {
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
}

function valueOf<V>(values: Readonly<Record<string, V>>, name: string): V | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

const english = createWords('en');
const made = new Map<PageLanguage, Words>(
  Object.entries(tables).flatMap(([tag, table]) => (isLanguage(tag) ? [[tag, createWords(tag, table)]] : [])),
);

/** The words of a language. */
export function wordsIn(language: PageLanguage): Words {
  return made.get(language) ?? english;
}

/** Makes what says a sentence of ours with its values, once the language is known. */
export function saying<S extends Sentence>(sentence: S, ...values: ValuesOf<S>): Text {
  return ({ t }) => t(sentence, ...values);
}

import type { Result } from '#base/result.ts';

/** The commands that read settings. */
export type Part = 'serve' | 'control' | 'gateway';

/** What a default may depend on: facts of the machine, handed in so that loading reads nothing by itself. */
export interface Machine {
  /** The numeric user id; undefined where the platform has none. */
  readonly uid: number | undefined;
  readonly home: string;
  /** Where a relative path starts. */
  readonly directory: string;
  /** The machine's time zone, an IANA name. */
  readonly zone: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** One setting: how it is read, what it is without being set, and how the reference describes it. */
export interface Setting<T> {
  /** Turns text, or a value from YAML, into the setting's value; the refusal says what would be right. */
  readonly read: (raw: unknown, machine: Machine) => Result<T, string>;
  readonly fallback: (machine: Machine) => T;
  /** The default in words, for the reference. */
  readonly fallbackText: string;
  /** What is accepted, in words: `a port, 1 to 65535`. */
  readonly accepts: string;
  readonly description: string;
  /** The flag's name without dashes where it is not the setting's path with `-` for `.`. */
  readonly flag?: string;
  /** Environment variables that are read besides `SALLYPORT_…`. */
  readonly alsoVariables?: readonly string[];
  /** Never repeated in messages, because it gives access to something. */
  readonly secret?: true;
  /** Which commands use it. */
  readonly parts: readonly Part[];
}

export const everyPart: readonly Part[] = ['serve', 'control', 'gateway'];

/** Where a value was found: `sallyport.yaml:3:7`, `SALLYPORT_PORT`, `--port`. */
export type Place = string;

/** A mistake in the configuration. */
export interface Problem {
  readonly place: Place;
  readonly message: string;
}

type AnySettings = Readonly<Record<string, Setting<unknown>>>;

/** The values of a section's settings. */
export type Values<S extends AnySettings> = {
  readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};

/** A section: settings under one name, with what must hold between them. */
export interface Section<S extends AnySettings = AnySettings> {
  /** The key in YAML above the settings; empty for those at the top. */
  readonly name: string;
  readonly title: string;
  readonly settings: S;
  /** What must hold between values. Every broken rule is named at once, none stops the others. */
  readonly check: (values: Values<S>, context: CheckContext) => readonly Problem[];
}

export interface CheckContext {
  readonly part: Part;
  /** Where a setting of this section got its value; `default` when nobody set it. */
  readonly placeOf: (key: string) => Place;
}

/** Names a section with its settings' types kept. */
export function defineSection<S extends AnySettings>(section: Section<S>): Section<S> {
  return section;
}

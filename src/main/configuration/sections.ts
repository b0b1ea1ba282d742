import { control } from './sections/control.ts';
import { database } from './sections/database.ts';
import { general } from './sections/general.ts';
import { metrics, network, records, tls } from './sections/operations.ts';
import { gateway, users } from './sections/processes.ts';
import { policy } from './sections/policy.ts';
import { sessions } from './sections/sessions.ts';
import type { Part, Section, Setting, Values } from './setting.ts';

/** All sections, in the order of the reference. */
export const sections = {
  general,
  database,
  control,
  gateway,
  tls,
  users,
  sessions,
  policy,
  records,
  metrics,
  network,
} as const;

/** The configuration of a process: every section with a value for every setting. */
export type Configuration = {
  readonly [S in keyof typeof sections]: Values<(typeof sections)[S]['settings']>;
};

/** One setting with the names by which people set it. */
export interface NamedSetting {
  readonly section: keyof Configuration;
  readonly key: string;
  /** As in YAML, with a dot below sections: `database.url`. */
  readonly path: string;
  readonly flag: string;
  readonly variables: readonly string[];
  readonly setting: Setting<unknown>;
}

/** Every setting with all its names. */
export const namedSettings: readonly NamedSetting[] = sectionEntries().flatMap(([name, section]) =>
  Object.entries(section.settings).map(([key, setting]) => {
    const path = section.name === '' ? key : `${section.name}.${key}`;
    const variable = `SALLYPORT_${path.toUpperCase().replaceAll(/[.-]/g, '_')}`;
    return {
      section: name,
      key,
      path,
      flag: setting.flag ?? path.replaceAll('.', '-'),
      variables: [variable, ...(setting.alsoVariables ?? [])],
      setting,
    };
  }),
);

/** The sections with their names, for loops that treat all alike. */
export function sectionEntries(): readonly (readonly [keyof Configuration, Section])[] {
  // `check` takes the section's own values; whoever calls it here hands in exactly those.
  return Object.entries(sections) as unknown as readonly (readonly [keyof Configuration, Section])[];
}

/** The settings that a command reads. */
export function settingsOf(part: Part): readonly NamedSetting[] {
  return namedSettings.filter(({ setting }) => setting.parts.includes(part));
}

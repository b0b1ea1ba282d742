import type { Weakening } from '#contracts/weakening.ts';
import { appDescribedOtherwise, appEnabled, appOpened, appServedLooser, appUpstream } from './app-weakens.ts';
import type { Judged } from './judged.ts';
import { forbidLost, permitGained, textMayGive } from './policies-weaken.ts';
import { deedWeakens, personAdministers, providerTrusted, roleGiven } from './trust-weakens.ts';

/** Finds what one kind of change weakens; nothing where it is about something else. */
export type WeakeningRule = (judged: Judged) => readonly Weakening[];

/**
 * Every rule that says what weakens. Each errs to the side of "weakens": what is found needlessly costs a look or a
 * second person, what is not found costs the protection. Who is in a group, and what a person's labels are, is daily
 * work and often a provider's word, so it weakens only where policies about administration ask for it.
 */
export const weakeningRules: readonly WeakeningRule[] = [
  permitGained,
  forbidLost,
  textMayGive,
  appOpened,
  appUpstream,
  appServedLooser,
  appEnabled,
  appDescribedOtherwise,
  roleGiven,
  personAdministers,
  providerTrusted,
  deedWeakens,
];

/** Says what a write weakens, each thing once. */
export function whatWeakens(judged: readonly Judged[]): readonly Weakening[] {
  const found = judged.flatMap((one) => weakeningRules.flatMap((rule) => rule(one)));
  const byKey = new Map(found.map((one) => [`${one.rule} ${one.id} ${one.name}`, one]));
  return [...byKey.values()];
}

import { differingLines } from '#contracts/differing-lines.ts';
import type { Policy } from '#contracts/api/policies.ts';
import type { PolicyDifference } from '#contracts/api/policy-versions.ts';
import type { TFunction } from 'i18next';
import type { PolicyDraft } from './form.tsx';

/** How what is written here differs from what is saved; empty where it does not. */
export function differenceFrom(
  t: TFunction,
  theirs: Policy,
  yours: PolicyDraft,
): readonly PolicyDifference[] {
  const words = [
    ...(theirs.name === yours.name ? [] : [`${theirs.name} → ${yours.name}`]),
    ...(theirs.title === yours.title ? [] : [`“${theirs.title}” → “${yours.title}”`]),
    ...(theirs.mode === yours.mode ? [] : [`${t(theirs.mode)} → ${t(yours.mode)}`]),
    ...(theirs.enabled === yours.enabled ? [] : [yours.enabled ? t('switched on') : t('switched off')]),
    ...(theirs.enforceFrom === yours.enforceFrom ? [] : [t('another date')]),
  ];
  const same = theirs.text === yours.text;
  if (words.length === 0 && same) return [];
  const lines = same ? [] : [...differingLines(theirs.text, yours.text)];
  const { id, name, title } = theirs;
  return [{ id, name, title, kind: 'changed', words, lines }];
}

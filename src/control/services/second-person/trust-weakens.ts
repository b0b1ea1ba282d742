import { canonicalJson } from '#base/canonical-json.ts';
import type { Weakening, WeakeningCode } from '#contracts/weakening.ts';
import type { Judged, JudgedDeed } from './judged.ts';

/** Roles that somebody has who did not have them. */
export function roleGiven(judged: Judged): readonly Weakening[] {
  if (judged.type !== 'person') return [];
  const { before, after } = judged;
  const had = new Set(before?.roles);
  return after.roles.some((role) => !had.has(role)) ? [about('role-given', after)] : [];
}

/**
 * Somebody who administers comes back, signs in by another address, or gets there by labels. Their address is where
 * links and providers find them, so whoever may change it may become them.
 */
export function personAdministers(judged: Judged): readonly Weakening[] {
  if (judged.type !== 'person') return [];
  const { before, after, administers, labelsAdminister } = judged;
  const isBack = before?.state === 'disabled' && after.state === 'enabled';
  const isElsewhere = before !== undefined && before.email !== after.email;
  const labelled = canonicalJson(before?.labels ?? []) !== canonicalJson(after.labels);
  const becomes = (administers && (isBack || isElsewhere)) || (labelsAdminister && labelled);
  return becomes ? [about('becomes-administrator', after)] : [];
}

/**
 * A provider's word counts that did not, or may count for more: any other setting of it than its title, since groups,
 * second factors and who joins all hang on them. Switching it off only takes.
 */
export function providerTrusted(judged: Judged): readonly Weakening[] {
  if (judged.type !== 'provider' || judged.after.state === 'disabled') return [];
  const { before, after } = judged;
  const trust = { clientId: after.clientId, settings: after.settings };
  const isSame =
    before?.state === 'enabled' &&
    canonicalJson({ clientId: before.clientId, settings: before.settings }) === canonicalJson(trust);
  return isSame ? [] : [about('provider-trusted', after)];
}

const rules: Readonly<Record<JudgedDeed['deed'], WeakeningCode>> = {
  'test-removed': 'test-removed',
  'tag-moved': 'other-policies-apply',
  'group-of-administrators': 'becomes-administrator',
  'reset-link-of-administrator': 'becomes-administrator',
  'token-for-another': 'acts-for-another',
  'program-made': 'program-opens-more',
  'program-opens-more': 'program-opens-more',
  'join-token': 'gateway-trusted',
  'gateway-enabled': 'gateway-trusted',
  'zone-changed': 'zone-changed',
};

/** What weakens by being done at all. */
export function deedWeakens(judged: Judged): readonly Weakening[] {
  return judged.type === 'deed' ? [about(rules[judged.deed], judged)] : [];
}

function about(rule: WeakeningCode, { id, name }: { readonly id: string; readonly name: string }): Weakening {
  return { rule, id, name };
}

/**
 * What a change can do to protection, by a stable code, in words that say it of a thing: "wiki: it has new public
 * paths". The list of the rules that find it stands in control; whatever names a code names one of these.
 */
export const weakenings = {
  'permit-in-force': 'a permit is in force that was not, or sooner',
  'forbid-not-in-force': 'a forbid is no longer in force, or later',
  'text-may-give': 'its text was changed, and it is not plain that this only takes',
  'test-removed': 'a policy test is gone',
  'open-to-everybody': 'something of it is open without sign-in',
  'upstream-changed': 'it leads to another place, or trusts it by another proof',
  'served-looser': 'it is served with less strict settings',
  'app-enabled': 'it is switched on again',
  'other-policies-apply': 'policies that name its tags, labels or routes may say something else of it now',
  'role-given': 'a role is given',
  'becomes-administrator': 'somebody may become an administrator by it',
  'acts-for-another': 'a token acts in the name of another person',
  'program-opens-more': 'a program may open another app',
  'provider-trusted': 'the word of a provider of sign-ins counts, or counts for more',
  'gateway-trusted': 'a gateway is let in',
  'zone-changed': 'policies read the time in another zone',
} as const;

export type WeakeningCode = keyof typeof weakenings;

/** Every code, for schemas. */
export const weakeningCodes = Object.keys(weakenings).filter(isCode);

function isCode(text: string): text is WeakeningCode {
  return Object.hasOwn(weakenings, text);
}

/** One thing that a change weakens. */
export interface Weakening {
  readonly rule: WeakeningCode;
  /** What it is about: an id where it has one, else empty. */
  readonly id: string;
  readonly name: string;
}

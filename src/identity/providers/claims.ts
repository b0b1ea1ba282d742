import { asOneLine, hasUnseenMarks } from '#base/unseen-marks.ts';
import type { AuthenticationMethod } from '#contracts/access.ts';
import type { ProviderSettings } from '#contracts/provider-settings.ts';

/** Claims of a person, as the identity token or the userinfo answer have them. */
export type Claims = Readonly<Record<string, unknown>>;

/** What a provider says of a person's groups. Unknown is neither none nor what was said before. */
export type ToldGroups =
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'known'; readonly names: readonly string[] };

/** What a provider says of a person. */
export interface ToldPerson {
  readonly name: string;
  readonly login?: string;
  /** Only one that the provider verified. */
  readonly email?: string;
  readonly groups: ToldGroups;
}

/** The most groups that one person may have at a provider. */
export const mostGroups = 10_000;
const longestText = 120;

/** Reads what identity token and userinfo say of a person; userinfo is the fresher of the two. */
export function toldPerson(
  settings: ProviderSettings,
  sources: { readonly idToken?: Claims | undefined; readonly userInfo?: Claims | undefined },
): ToldPerson {
  const { claims } = settings;
  const read = (name: string): string | undefined =>
    lineOf(own(sources.userInfo, name)) ?? lineOf(own(sources.idToken, name));
  const login = read(claims.login);
  const email = verifiedEmail(claims.email, sources.userInfo) ?? verifiedEmail(claims.email, sources.idToken);
  const groups = toldGroups(claims.groups, sources);
  return {
    name: read(claims.name) ?? login ?? email ?? 'Somebody without a name',
    groups,
    ...(login === undefined ? {} : { login }),
    ...(email === undefined ? {} : { email }),
  };
}

/**
 * Reads the groups. A claim that is missing, cut off, of another form or handed over as a pointer ("distributed" or
 * "aggregated", OpenID Connect Core 1.0, 5.6.2; what Entra ID calls overage) leaves them unknown: to take it for an
 * empty list would let a person out of a group that forbids, to keep the old list would leave them in one that
 * permits.
 */
export function toldGroups(
  claim: string | null,
  sources: { readonly idToken?: Claims | undefined; readonly userInfo?: Claims | undefined },
): ToldGroups {
  if (claim === null) return { kind: 'not-asked' };
  for (const source of [sources.userInfo, sources.idToken])
    if (pointsElsewhere(source, claim))
      return { kind: 'unknown', why: 'the provider points to another place for them' };
  const values = own(sources.userInfo, claim) ?? own(sources.idToken, claim);
  if (values === undefined || values === null) return { kind: 'unknown', why: `there is no claim ${claim}` };
  const list: readonly unknown[] =
    typeof values === 'string' ? [values] : Array.isArray(values) ? values : [];
  if (!Array.isArray(values) && typeof values !== 'string')
    return { kind: 'unknown', why: `the claim ${claim} is no list` };
  if (list.length > mostGroups)
    return { kind: 'unknown', why: `there are ${list.length} groups, more than ${mostGroups}` };
  const names = list.flatMap((value) => (typeof value === 'string' && isGroupName(value) ? [value] : []));
  if (names.length < list.length)
    return { kind: 'unknown', why: `the claim ${claim} holds what is no name of a group` };
  return { kind: 'known', names: [...new Set(names)] };
}

function pointsElsewhere(source: Claims | undefined, claim: string): boolean {
  const names = own(source, '_claim_names');
  if (typeof names === 'object' && names !== null && Object.hasOwn(names, claim)) return true;
  return own(source, 'hasgroups') === true;
}

function isGroupName(text: string): boolean {
  return text.length > 0 && text.length <= 200 && !hasUnseenMarks(text);
}

/** Whether the address is verified and below one of the domains; any domain where none is named. */
export function emailFits(email: string | undefined, domains: readonly string[]): boolean {
  if (domains.length === 0) return true;
  const domain = email?.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return domain !== undefined && domains.includes(domain);
}

/**
 * Tells what a sign-in at a provider proved. Its word is one factor; a second one of its own counts only where an
 * administrator said so, and only by the words that they listed.
 */
export function provenBy(settings: ProviderSettings, idToken: Claims): readonly AuthenticationMethod[] {
  if (settings.secondFactor === 'ours') return ['fed'];
  const amr = own(idToken, 'amr');
  const acr = own(idToken, 'acr');
  const said: readonly unknown[] = Array.isArray(amr) ? amr.slice(0, 50) : [];
  const counted = [
    ...said.map((word) => (typeof word === 'string' ? lookUp(settings.provenBy.amr, word) : undefined)),
    typeof acr === 'string' ? lookUp(settings.provenBy.acr, acr) : undefined,
  ].flatMap((method) => method ?? []);
  return [...new Set<AuthenticationMethod>(['fed', ...counted])];
}

function lookUp(map: Readonly<Record<string, 'otp' | 'hwk'>>, word: string): 'otp' | 'hwk' | undefined {
  return Object.hasOwn(map, word) ? map[word] : undefined;
}

function verifiedEmail(claim: string, source: Claims | undefined): string | undefined {
  const email = own(source, claim);
  if (typeof email !== 'string' || email.length > 254) return undefined;
  // INVARIANT: an address that the provider did not verify is what its user typed; some providers write the word.
  const verified = own(source, 'email_verified');
  if (verified !== true && verified !== 'true') return undefined;
  return /^[^\s@<>"'\\,;:()[\]]{1,64}@[^\s@<>"'\\,;:()[\]]{1,189}$/u.test(email) ? email : undefined;
}

// Names are shown to people who decide by them: nothing in them hides or turns text.
function lineOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = asOneLine(value.slice(0, 20 * longestText));
  return line === '' ? undefined : Array.from(line).slice(0, longestText).join('');
}

function own(source: Claims | undefined, name: string): unknown {
  return source !== undefined && Object.hasOwn(source, name) ? source[name] : undefined;
}

import { type Asked, askedBefore } from '#contracts/api/asked.ts';
import type { Operation } from '#contracts/api/operation.ts';
import type { Rights } from '#contracts/api/rights.ts';

/** Something that a page would offer: an operation, and what it would be done to. */
export interface Offer {
  readonly by: Operation;
  /** What stands in its path, by parameter; `owner` is whose it is, for what everybody may do to their own. */
  readonly about?: Readonly<Record<string, string | undefined>> | undefined;
  /** What is asked beside the operation's own. */
  readonly and?: readonly Asked[] | undefined;
}

/** Whether somebody may do what is offered. */
export type May =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'yes' }
  | { readonly kind: 'no' }
  | { readonly kind: 'stronger'; readonly need: Rights['stronger'][number]['need'] };

/** The things that have to be asked of before it is known whether an offer stands, as the API names them. */
export function thingsOf(offer: Offer, me: string | undefined): readonly string[] {
  return [...new Set(askedOf(offer, me)?.map((asked) => thingOf(asked, offer)) ?? [])];
}

/**
 * Judges an offer by what the API said of its things. Whatever is refused outright outweighs what a stronger sign-in
 * would open. It decides only what is shown: the API asks for itself.
 */
export function judge(offer: Offer, me: string | undefined, said: ReadonlyMap<string, Rights>): May {
  const asked = askedOf(offer, me);
  if (asked === undefined) return { kind: 'no' };
  let answer: May = { kind: 'yes' };
  for (const one of asked) {
    const rights = said.get(thingOf(one, offer));
    if (rights === undefined) return { kind: 'unknown' };
    if (rights.allowed.includes(one.action)) continue;
    const stronger = rights.stronger.find(({ action }) => action === one.action);
    if (stronger === undefined) return { kind: 'no' };
    answer = { kind: 'stronger', need: stronger.need };
  }
  return answer;
}

/** What is asked; undefined for an operation that nobody offers. */
function askedOf({ by, about, and = [] }: Offer, me: string | undefined): readonly Asked[] | undefined {
  const own = me !== undefined && about?.['owner'] === me;
  return askedBefore[by.id]?.filter(({ ownIsFree }) => !(own && ownIsFree === true)).concat(and);
}

function thingOf({ type, id, param }: Asked, { about }: Offer): string {
  return `${type}:${id ?? about?.[param ?? ''] ?? 'unknown'}`;
}

import type { PersonId } from '#base/ids.ts';
import type { OneTimeLink } from '#contracts/api/people.ts';
import type { LinkKind } from '#store/index.ts';
import type { Call } from '../call.ts';

/** Makes a link of one use and says until when it works; the link itself is on record, its secret is not. */
export async function makeLink(
  call: Call,
  link: { readonly kind: LinkKind; readonly person?: PersonId },
): Promise<OneTimeLink> {
  const made = await call.links.make({ ...link, by: call.caller.actor });
  return { url: made.address, expiresAt: call.clock.wall() + made.lifetimeMs };
}

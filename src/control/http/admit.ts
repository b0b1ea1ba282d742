import type { Operation } from '#contracts/api/operation.ts';
import { Fault } from '#contracts/errors.ts';
import { originOf } from '#contracts/hosts.ts';
import { isFromOwnOrigin } from '../origin/from-own-origin.ts';
import type { Arrival } from './channel.ts';
import type { Identified, Identify } from './identify.ts';
import type { PageProof } from './page-proof.ts';

export interface AdmitOptions {
  readonly identify: Identify;
  readonly pageProof: PageProof;
  readonly publicPort: number;
}

/**
 * Lets a request in as somebody: known, from a page of ours where a browser signed it in by itself, and through
 * the door that the operation wants.
 * @throws Fault `not-signed-in`, `not-permitted`; `not-found` for what only the machine's own socket offers, so
 * that over the network it looks as if it did not exist
 */
export async function admit(
  options: AdmitOptions,
  arrival: Arrival,
  operation: Operation,
): Promise<Identified> {
  if (operation.door === 'local' && arrival.channel !== 'local') {
    throw new Fault('not-found', `${operation.id} is for the machine's own socket`);
  }
  const identified = await options.identify(arrival);
  if (identified === undefined) throw new Fault('not-signed-in', 'no proof of who this is');
  if (identified.by === 'assertion') refuseForgery(options, arrival, identified);
  return identified;
}

function refuseForgery(options: AdmitOptions, arrival: Arrival, { caller }: Identified): void {
  if (!isFromOwnOrigin(arrival, originOf(arrival.host, options.publicPort))) {
    throw new Fault('not-permitted', 'the request was made by a page of another site', {
      details: { detail: 'This may only be asked by our own pages.' },
    });
  }
  if (caller.session === undefined || !options.pageProof.holds(arrival, caller.session)) {
    throw new Fault('not-permitted', 'the proof of our own page is missing or of another session', {
      details: { detail: 'Reload the page and try again.' },
    });
  }
}

import type { Fate, Seat } from '../../test/system/support/seat.ts';

/** What the crowd is told to do. */
export type ToCrowd =
  | { readonly kind: 'connect'; readonly seats: readonly Seat[] }
  | { readonly kind: 'mark' }
  | { readonly kind: 'fates' }
  | { readonly kind: 'end' };

/** What it answers. */
export type FromCrowd =
  | { readonly kind: 'connected' }
  | { readonly kind: 'marked' }
  | { readonly kind: 'fates'; readonly fates: readonly Fate[] };

/** What a hash costs to make. */
export interface HashCost {
  /** KiB. */
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

/** One piece of work for a thread that hashes. */
export type HashTask =
  | { readonly id: number; readonly kind: 'hash'; readonly password: string; readonly cost: HashCost }
  | { readonly id: number; readonly kind: 'verify'; readonly password: string; readonly hash: string };

/** What it came to. */
export type HashAnswer =
  | { readonly id: number; readonly kind: 'hashed'; readonly hash: string }
  | { readonly id: number; readonly kind: 'verified'; readonly right: boolean }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };

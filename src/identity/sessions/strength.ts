import type { AuthenticationMethod, Need, Strength } from '#contracts/access.ts';

/** A sign-in's strength with its age, both by the store's clock. */
export interface PresentStrength {
  readonly strength: Strength;
  /** Milliseconds since the person last proved it. */
  readonly ageMs: number;
}

/** What has to be proved to get from a strength to a need. */
export interface Lacking {
  /** Everything anew: password and second factor. Otherwise only the methods named. */
  readonly everything: boolean;
  readonly methods: readonly AuthenticationMethod[];
}

/** Tells what is missing between what was proved and what is needed; undefined: nothing. */
export function lacking(present: PresentStrength | undefined, need: Need | undefined): Lacking | undefined {
  const wanted = need?.methods ?? [];
  if (present === undefined) return { everything: true, methods: wanted };
  const maxAgeMs = need?.maxAgeSeconds === undefined ? undefined : need.maxAgeSeconds * 1000;
  if (maxAgeMs !== undefined && present.ageMs >= maxAgeMs) return { everything: true, methods: wanted };
  const missing = wanted.filter((method) => !present.strength.methods.includes(method));
  return missing.length === 0 ? undefined : { everything: false, methods: missing };
}

/** What the person is to be asked for next. */
export type Ask =
  | { readonly kind: 'password' }
  /** One of these second factors. */
  | { readonly kind: 'factor'; readonly methods: readonly AuthenticationMethod[] }
  | { readonly kind: 'nothing' }
  /** Methods that nothing here can prove. */
  | { readonly kind: 'impossible'; readonly methods: readonly AuthenticationMethod[] };

/**
 * Tells what to ask for next. `factors` are the second factors that this person has; a second factor is always
 * part of proving everything.
 */
export function nextAsk(
  lack: Lacking,
  proven: readonly AuthenticationMethod[],
  factors: readonly AuthenticationMethod[],
): Ask {
  const impossible = lack.methods.filter((method) => method !== 'pwd' && !factors.includes(method));
  if (impossible.length > 0) return { kind: 'impossible', methods: impossible };
  if ((lack.everything || lack.methods.includes('pwd')) && !proven.includes('pwd'))
    return { kind: 'password' };
  const named = lack.methods.filter((method) => method !== 'pwd' && !proven.includes(method));
  if (named.length > 0) return { kind: 'factor', methods: named.slice(0, 1) };
  if (lack.everything && !proven.some((method) => factors.includes(method)))
    return factors.length === 0 ? { kind: 'impossible', methods: [] } : { kind: 'factor', methods: factors };
  return { kind: 'nothing' };
}

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
 * Tells what to ask for next. `has` are the methods that this person has. Everything is proved by a password with
 * a second factor, or by a passkey alone: it is something that they hold and, as it verifies them, something that
 * they know or are.
 */
export function nextAsk(
  lack: Lacking,
  proven: readonly AuthenticationMethod[],
  has: readonly AuthenticationMethod[],
): Ask {
  const missing = lack.methods.filter((method) => !proven.includes(method));
  const begun = proven.some(isFirst);
  const impossible = missing.filter((method) => (method === 'fed' ? begun : !has.includes(method)));
  if (impossible.length > 0) return { kind: 'impossible', methods: impossible };
  const factors = has.filter((method) => method !== 'pwd');
  // A password or another provider's word; the page that asks for the one offers the other.
  if (missing.some(isFirst)) return { kind: 'password' };
  const whole = !lack.everything || provesEverything(proven);
  const canBegin = has.includes('pwd') || !has.includes('hwk');
  if (!whole && !begun && canBegin) return { kind: 'password' };
  if (missing.length > 0) return { kind: 'factor', methods: missing.slice(0, 1) };
  if (whole) return { kind: 'nothing' };
  // Without a first proof, what else there is beside a passkey does not make up for it.
  const fitting = begun ? factors : factors.filter((method) => method === 'hwk');
  return fitting.length === 0 ? { kind: 'impossible', methods: [] } : { kind: 'factor', methods: fitting };
}

// A passkey alone, or a first proof and any other: whether a provider's second one counts was settled before.
function provesEverything(proven: readonly AuthenticationMethod[]): boolean {
  if (proven.includes('hwk')) return true;
  return proven.some(isFirst) && proven.some((method) => !isFirst(method));
}

/** Whether a passkey would bring somebody further who has proved this much. */
export function passkeyHelps(lack: Lacking, proven: readonly AuthenticationMethod[]): boolean {
  if (proven.includes('hwk')) return false;
  // Where the password is asked for by name, it comes first.
  if (lack.methods.includes('pwd') && !proven.includes('pwd')) return false;
  return lack.everything || lack.methods.includes('hwk');
}

/** Whether a method is one that a sign-in with two of them begins with. */
export function isFirst(method: AuthenticationMethod): boolean {
  return method === 'pwd' || method === 'fed';
}

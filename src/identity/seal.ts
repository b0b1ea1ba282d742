/**
 * Seals secrets at rest, bound to the place where they lie: opening them as of another place fails. Throws a
 * `seal-broken` fault when the bytes were altered, moved or sealed under a root key that is gone.
 */
export interface Seal {
  seal(plain: Uint8Array, place: string): Uint8Array | Promise<Uint8Array>;
  open(sealed: Uint8Array, place: string): Uint8Array | Promise<Uint8Array>;
}

/** Seals a text. */
export async function sealText(seal: Seal, text: string, place: string): Promise<Uint8Array> {
  return seal.seal(Buffer.from(text, 'utf8'), place);
}

/** Opens what `sealText` made. */
export async function openText(seal: Seal, sealed: Uint8Array, place: string): Promise<string> {
  return Buffer.from(await seal.open(sealed, place)).toString('utf8');
}

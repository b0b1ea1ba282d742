/**
 * Seals secrets at rest, bound to what they belong to: unsealing under another name fails. Throws a
 * `seal-broken` fault when the bytes were altered, moved or sealed under a root key that is gone.
 */
export interface Seal {
  seal(about: string, plain: Uint8Array): Uint8Array | Promise<Uint8Array>;
  unseal(about: string, sealed: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** Seals a text. */
export async function sealText(seal: Seal, about: string, text: string): Promise<Uint8Array> {
  return seal.seal(about, Buffer.from(text, 'utf8'));
}

/** Opens what `sealText` made. */
export async function unsealText(seal: Seal, about: string, sealed: Uint8Array): Promise<string> {
  return Buffer.from(await seal.unseal(about, sealed)).toString('utf8');
}

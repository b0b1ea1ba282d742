export { makeCertificateRequest } from './certificate-request.ts';
export type { Issued, IssuedForKey } from './certificates.ts';
export {
  type Keyring,
  type KeyringOptions,
  type KeySummary,
  openKeyring,
  type TokenContent,
} from './keyring.ts';
export { placeOf as keyPlace } from './make-key.ts';
export { addRootKey, forgetOlderRootKeys } from './replace-root-key.ts';
export {
  openRootKeys,
  readRootKeys,
  type RootKey,
  type RootKeys,
  type RootKeySource,
  rootKeyText,
} from './root-key.ts';
export { backupKey, createSealer, type Sealer } from './seal.ts';
export type { KeyPurpose, KeyRows, KeyState, KeyStorage, KeyToStore, StoredKey } from './stored-key.ts';

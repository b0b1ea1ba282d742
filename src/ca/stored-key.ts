/** What a key is for; each key has one purpose, so that a signature of one kind is never good for another. */
export type KeyPurpose = 'ca' | 'grant' | 'assertion' | 'audit' | 'code' | 'tls';

/** `next` is published and waits; `retiring` signs no more but still verifies; `retired` counts for nothing. */
export type KeyState = 'next' | 'active' | 'retiring' | 'retired';

/** A key as it lies in the database. Times are milliseconds since the Unix epoch. */
export interface StoredKey {
  readonly kid: string;
  readonly purpose: KeyPurpose;
  readonly alg: string;
  readonly sealedPrivate: Buffer;
  /** JWK as JSON for signatures, PEM for certificates, one character for `code`. */
  readonly public: string;
  readonly state: KeyState;
  /** From when it signs. */
  readonly notBefore: number;
  /** Until when it signs. */
  readonly notAfter: number;
}

/** A key to be stored; times as dates, as the database takes them. */
export interface KeyToStore extends Omit<StoredKey, 'notBefore' | 'notAfter'> {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** The rows of keys inside one transaction that holds the lock for changing them. */
export interface KeyRows {
  /** All that are not retired. */
  current(): Promise<readonly StoredKey[]>;
  insert(key: KeyToStore): Promise<unknown>;
  move(kid: string, states: { readonly from: KeyState; readonly to: KeyState }): Promise<boolean>;
}

/** Where keys lie. Handed in, so that this area knows no database. */
export interface KeyStorage {
  current(): Promise<readonly StoredKey[]>;
  /**
   * Runs work in a transaction under a lock that all replicas share. Where the work says that it changed
   * something, the transaction also tells the other replicas, which then read the keys again.
   */
  exclusively(work: (rows: KeyRows) => Promise<{ readonly changed: boolean }>): Promise<void>;
}

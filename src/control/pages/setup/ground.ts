/** What the installation stands on, as the first two pages of the setup tell it. */
export interface Ground {
  /** Who vouches for the certificate of the public hosts. */
  certificate():
    | {
        readonly kind: 'own-authority';
        /** SHA-256 of the authority's certificate, in pairs of hexadecimal digits. */
        readonly fingerprint: string;
      }
    | { readonly kind: 'given' };
  /** The data directory, where it is not the usual one and commands have to name it. */
  readonly dataDir: string | undefined;
}

/** Bounds that hold before anything is known about a client. Times in milliseconds, sizes in bytes. */
export interface ClientLimits {
  /** From the first byte of a head, or the end of the handshake, to the head's last byte. */
  readonly headMs: number;
  /** Silence between two requests. */
  readonly idleMs: number;
  readonly headBytes: number;
  /** How much of further requests is read while one is being answered. */
  readonly aheadBytes: number;
  /** How long a client may take to read a last answer before the connection is destroyed. */
  readonly lingerMs: number;
}

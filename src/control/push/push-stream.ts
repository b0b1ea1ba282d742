import type { FromControl } from '#contracts/protocol/from-control.ts';

/** Why we end a stream. */
export type StreamEnd = 'going-away' | 'link-malformed' | 'not-permitted' | 'overloaded' | 'internal';

/** What is needed of one gateway's stream, whoever carries it. */
export interface PushStream {
  /** The gateway, as its certificate names it: proven by the handshake, never taken from a message. */
  readonly peer: { readonly id: string };
  /** The version that both ends speak. */
  readonly version: number;
  /** Its software, by its own word. */
  readonly software?: string;
  /** Queues a message in order; false when the stream is closed, or was closed because nobody reads it. */
  send(message: FromControl): boolean;
  /** Resolves when little enough is queued to go on, or when the stream is closed. */
  drained(): Promise<void>;
  /**
   * Resolves true when the gateway has read everything queued before this call, and works by it; false when the
   * stream ends first.
   */
  reached(): Promise<boolean>;
  close(code: StreamEnd, detail: string): void;
  isOpen(): boolean;
}

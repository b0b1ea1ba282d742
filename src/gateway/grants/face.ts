import type { AppConfig, GatewayConfig } from '#contracts/protocol/app-config.ts';
import type { Refused } from '#contracts/protocol/from-control.ts';

/**
 * The face between the engine, which moves bytes, and the grants, which say whether it may. The engine never
 * keeps a copy of "allowed": it holds the grant, and asks before every chunk.
 */
export interface Access {
  /** The configuration in force; undefined until control has spoken. */
  config(): GatewayConfig | undefined;
  /** The app of a host name (lower case, no port). */
  appOf(host: string): AppConfig | undefined;
  /**
   * Looks for a grant in this very tick. Without one it asks control; the promise settles within two seconds.
   * Whoever gets `granted` must register what lives on it in the same tick.
   */
  find(request: AccessRequest): Found | Promise<Found>;
  /** The pass for an app, or a path, that nobody signs in for: bound to the lease like everything else. */
  publicGrant(app: AppConfig): Grant;
  /** Exchanges a one-time code for a token whose hash is given. */
  redeem(exchange: CodeExchange): Promise<RedeemOutcome>;
  /** Ends the session that a token belongs to. */
  signOut(tokenHash: string): Promise<void>;
  /** Notes that a person did something: navigation, a request that is no GET, WebSocket data from them. */
  noteActivity(tokenHash: string): void;
}

export interface AccessRequest {
  /** SHA-256 of the token, hex. */
  readonly tokenHash: string;
  readonly app: AppConfig;
  /** Ids of every route that some reading of the path matches; all of them must be allowed. */
  readonly routes: readonly string[];
  readonly method: string;
  /** The canonical path, without the query. */
  readonly path: string;
  readonly address: string;
}

export type Found =
  | { readonly kind: 'granted'; readonly grant: Grant }
  | { readonly kind: 'refused'; readonly refusal: Refused }
  /** Not signed in here: unknown token, ended session. */
  | { readonly kind: 'sign-in'; readonly reason: string }
  /** Nothing could be decided now; `reason` is a code of `contracts/reasons.ts`. */
  | { readonly kind: 'unavailable'; readonly reason: string };

/** A decision in force. Things live on it until it is cut, held or runs out. */
export interface Grant {
  readonly id: string;
  readonly session: string;
  readonly person: string;
  readonly name: string;
  /** Ready-made header lines for the upstream (`Name: value\r\n`, latin1), made once per grant. */
  readonly identityHeaders: string;
  /**
   * Puts something alive under this grant. Must be called in the tick in which the grant was found and before
   * a byte of it is forwarded. May call `cut` or `hold` before it returns: a revocation may have come between
   * the answer and this call.
   */
  register(live: Live): Registration;
}

/** Something alive: an HTTP exchange, a WebSocket, an event stream, later a tunnel. One per protocol file. */
export interface Live {
  readonly id: string;
  /** `http`, `websocket`, `sse`, … as in access records. */
  readonly protocol: string;
  readonly address: string;
  /** Ends it at once, to the last byte; never throws, does nothing when called twice. */
  cut(cause: Cut): void;
  /** Stops reading both directions; nothing is buffered beyond what is in hand. */
  hold(): void;
  /** Goes on after `hold`. */
  release(): void;
  /** Bytes forwarded so far: from the client, to the client. */
  transferred(): { readonly bytesIn: number; readonly bytesOut: number };
}

export interface Cut {
  /** A code of `contracts/reasons.ts`. */
  readonly reason: string;
  readonly advice: readonly string[];
  /** Set when a stronger sign-in would do. */
  readonly challenge: boolean;
}

export interface Registration {
  /**
   * Asked before every chunk is written, in either direction. False: write nothing. Then either `hold` was
   * called, perhaps by this very call (a time that ran out is found here, whatever the timers did): keep the
   * chunk in hand until `release`. Or `cut` was called, perhaps by this very call: it is over.
   */
  mayForward(): boolean;
  /**
   * It is over; to be called once, however it ended. `why` is the code of the reason where the gateway itself ended
   * what could have gone on, so that it stands on record where people look for what was cut.
   */
  close(why?: string): void;
}

export interface CodeExchange {
  readonly code: string;
  readonly host: string;
  readonly nonce: string;
  readonly tokenHash: string;
  readonly address: string;
  readonly userAgent: string;
}

export type RedeemOutcome =
  | { readonly ok: true; readonly session: string; readonly person: string; readonly personKey: string }
  | { readonly ok: false; readonly reason: string };

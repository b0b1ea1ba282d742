import type { GatewayConfig } from '#contracts/protocol/app-config.ts';
import type { ServedApp } from '../pipeline/served-app.ts';
import type { FieldBlock } from './head/field-block.ts';
import type { OwnCookies } from './head/own-cookies.ts';

/**
 * What one connection remembers from request to request, so that nothing is worked out twice. Nothing here is
 * a permission: session and grant are looked up for every request.
 */
export class ConnectionMemory {
  /** The field lines last read: the next head mostly has the same. */
  block: FieldBlock | undefined;
  /** The Host field last matched, the app it stands for, and the configuration that says so. */
  host: string | undefined;
  app: ServedApp | undefined;
  config: GatewayConfig | undefined;
  /** The Cookie field last read, and what was in it. */
  cookieField: string | undefined;
  cookies: OwnCookies | undefined;
  /** The hash of the token in those cookies; undefined when it is none of ours. */
  tokenHash: string | undefined;
  /** The field with a service account's key last read, and the hash of the key; undefined when it is none. */
  keyField: string | undefined;
  keyHash: string | undefined;
  /** The request that last passed every step that judges by field lines and method, and what these found. */
  passed: Passed | undefined;
  /** The lines that say where requests come from. */
  forwarded: string | undefined;
  /** The field lines last written for the upstream, and what they were made of. */
  sent: SentFields | undefined;

  /** The connection is about another app: what was remembered belonged to the one before. */
  turnTo(host: string, app: ServedApp, config: GatewayConfig): void {
    const { block } = this;
    this.forget();
    this.block = block;
    this.host = host;
    this.app = app;
    this.config = config;
  }

  /**
   * Lets go of what is large and soon made again, so that idle connections hold little: whoever wants them to hold
   * much would send the longest fields that are accepted, then nothing.
   */
  shrink(): void {
    this.block = undefined;
    this.passed = undefined;
    this.sent = undefined;
    if ((this.cookieField?.length ?? 0) > smallField) this.#forgetCookies();
    if ((this.keyField?.length ?? 0) > smallField) this.#forgetKey();
  }

  /** Forgets everything: no head will follow that it could be compared with, or none of the same app. */
  forget(): void {
    this.shrink();
    this.#forgetCookies();
    this.#forgetKey();
    this.host = undefined;
    this.app = undefined;
    this.config = undefined;
    this.forwarded = undefined;
  }

  #forgetCookies(): void {
    this.cookieField = undefined;
    this.cookies = undefined;
    this.tokenHash = undefined;
  }

  #forgetKey(): void {
    this.keyField = undefined;
    this.keyHash = undefined;
  }
}

/** Up to how many characters a field is worth remembering while nothing is asked. */
const smallField = 1024;

/** What the steps found that judge by field lines and method alone. */
export interface Passed {
  readonly block: FieldBlock;
  readonly method: string;
  readonly cookies: OwnCookies | undefined;
  readonly tokenHash: string | undefined;
  readonly byKey: boolean;
}

/** Field lines as they went to the upstream. */
export interface SentFields {
  readonly block: FieldBlock;
  readonly identityHeaders: string;
  text: string;
  /** Whether it was of use for another request already. */
  again: boolean;
}

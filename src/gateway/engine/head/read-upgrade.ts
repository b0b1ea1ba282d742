import { ok, refused, type Result } from '#base/result.ts';
import type { Framing } from './body-framing.ts';
import { allValues, firstValue, tokensOf, type Marks } from './marks.ts';
import { requestField } from './request-fields.ts';
import type { HeadRefusal } from './request-head.ts';

/** What a request that asks to become a WebSocket must be answered by. */
export interface WebSocketOffer {
  /** The client's `Sec-WebSocket-Key`, 16 bytes in base64 (RFC 6455, 4.1). */
  readonly key: string;
}

/** What is known of a request when its upgrade is judged. */
export interface UpgradeInput {
  readonly text: string;
  readonly marks: Marks;
  readonly method: string;
  readonly framing: Framing | undefined;
  /** The members of `Connection`, lower case. */
  readonly options: readonly string[];
}

/**
 * Judges `Upgrade`. Only `websocket` passes, and only whole (RFC 6455, 4.2.1). `h2c` is refused outright: a
 * proxy that lets it through hands the client a second, unseen connection to the application.
 */
export function readUpgrade(input: UpgradeInput): Result<WebSocketOffer | undefined, HeadRefusal> {
  const { text, marks, options } = input;
  if (firstValue(text, marks, requestField.http2Settings) !== undefined) return no(400, 'http2-settings');
  const asked = tokensOf(text, marks, requestField.upgrade);
  if (asked.length === 0) return options.includes('upgrade') ? no(400, 'upgrade') : ok(undefined);
  if (asked.length > 1 || asked[0] !== 'websocket') return no(400, 'upgrade');
  if (!options.includes('upgrade') || input.method !== 'GET') return no(400, 'upgrade');
  if (input.framing !== undefined && input.framing.kind !== 'none') return no(400, 'upgrade-with-body');
  const versions = allValues(text, marks, requestField.webSocketVersion);
  if (versions.length !== 1 || versions[0] !== '13') return no(426, 'websocket-version');
  const keys = allValues(text, marks, requestField.webSocketKey);
  const key = keys[0];
  if (key === undefined || keys.length > 1 || !/^[A-Za-z0-9+/]{22}==$/.test(key)) {
    return no(400, 'websocket-key');
  }
  return ok({ key });
}

function no(status: HeadRefusal['status'], reason: string) {
  return refused({ status, reason });
}

import { ok, type Result } from '#base/result.ts';
import type { FieldBlock } from './field-block.ts';
import { refuse, type HeadRefusal } from './head-refusal.ts';
import { allValues, has, tokensOf } from './marks.ts';
import { requestField } from './request-fields.ts';

/** What a request that asks to become a WebSocket must be answered by. */
export interface WebSocketOffer {
  /** The client's `Sec-WebSocket-Key`, 16 bytes in base64 (RFC 6455, 4.1). */
  readonly key: string;
}

/**
 * Judges `Upgrade`. Only `websocket` passes, and only whole (RFC 6455, 4.2.1). `h2c` is refused outright: a
 * proxy that lets it through hands the client a second, unseen connection to the application.
 */
export function readUpgrade(
  block: FieldBlock,
  method: string,
): Result<WebSocketOffer | undefined, HeadRefusal> {
  const { text, marks, options } = block;
  if (has(marks, requestField.http2Settings)) return refuse(400, 'http2-settings');
  const asked = tokensOf(text, marks, requestField.upgrade);
  if (asked.length === 0) return options.includes('upgrade') ? refuse(400, 'upgrade') : notAsked;
  if (asked.length > 1 || asked[0] !== 'websocket') return refuse(400, 'upgrade');
  if (!options.includes('upgrade') || method !== 'GET') return refuse(400, 'upgrade');
  if (block.framing.kind !== 'none') return refuse(400, 'upgrade-with-body');
  const versions = allValues(text, marks, requestField.webSocketVersion);
  if (versions.length !== 1 || versions[0] !== '13') return refuse(426, 'websocket-version');
  const keys = allValues(text, marks, requestField.webSocketKey);
  const key = keys[0];
  if (key === undefined || keys.length > 1 || !/^[A-Za-z0-9+/]{22}==$/.test(key)) {
    return refuse(400, 'websocket-key');
  }
  return ok({ key });
}

const notAsked = ok(undefined);

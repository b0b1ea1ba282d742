import type { FromGateway } from '#contracts/protocol/from-gateway.ts';
import { isTokenHash } from './sound-input.ts';

type ActivityMessage = Extract<FromGateway, { kind: 'activity' }>;

/** What a person's token last did, in milliseconds before now. */
export interface TokenActivity {
  readonly token: string;
  readonly agoMs: number;
}

/** Reports come each 30 s; what claims to be older than this is nonsense, milliseconds. */
const oldestMs = 10 * 60_000;

/**
 * Reads a report of activity. Ages only, never points in time: no gateway can move a session's idle limit past
 * now, and what is no token's hash is left out.
 */
export function soundActivity(message: ActivityMessage): readonly TokenActivity[] {
  const newest = new Map<string, number>();
  for (const { token, agoMs } of message.tokens) {
    if (!isTokenHash(token) || !(agoMs <= oldestMs)) continue;
    const ago = Math.max(0, agoMs);
    newest.set(token, Math.min(ago, newest.get(token) ?? ago));
  }
  return [...newest].map(([token, agoMs]) => ({ token, agoMs }));
}

/** Why a stream ended, for the log, for metrics and for whoever decides where to dial next. */
export const linkEnds = {
  /** One of the two is stopping. */
  'going-away': 1001,
  /** A message was larger than may be. */
  'too-large': 1009,
  /** One of the two failed inside. */
  internal: 1011,
  /** The versions have nothing in common. */
  'link-version': 4001,
  /** A message that is no message, or one out of order. */
  'link-malformed': 4002,
  /** The other end is not who it has to be. */
  'not-permitted': 4003,
  /** The other end does not read: what is queued for it grew over the bound. */
  overloaded: 4004,
  /** The other end said nothing for too long. */
  silent: 4005,
  /** Answers come from a replica whose knowledge is old, and there are others to ask. */
  stale: 4006,
  /** The connection broke, or was never made. */
  lost: 1006,
} as const;

export type LinkEndCode = keyof typeof linkEnds;

export interface LinkEnd {
  readonly code: LinkEndCode;
  /** Details for the log; never shown to anybody. */
  readonly detail: string;
  /** Whether the other end closed it. */
  readonly byPeer: boolean;
}

const codes = new Map<number, LinkEndCode>(
  Object.entries(linkEnds).flatMap(([code, number]) => (isCode(code) ? [[number, code] as const] : [])),
);

function isCode(text: string): text is LinkEndCode {
  return Object.hasOwn(linkEnds, text);
}

/** Reads a close code as the peer sent it; an unknown one is a lost connection. */
export function endByPeer(closeCode: number, reason: string): LinkEnd {
  return { code: codes.get(closeCode) ?? 'lost', detail: reason.slice(0, 200), byPeer: true };
}

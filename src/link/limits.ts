/** Bounds of the control stream, in bytes and milliseconds. Each holds before anything is parsed. */
export const linkLimits = {
  /** One message to control: some thousand grants to decide anew. */
  fromGatewayBytes: 4 * 1024 * 1024,
  /** One message from control: the configuration of many apps with their certificates. */
  fromControlBytes: 64 * 1024 * 1024,
  /** The first message, from a peer of which only the certificate is known. */
  helloBytes: 4 * 1024,
  /** Queued towards a peer that does not read; more ends the stream, since nothing in it may be skipped. */
  queuedBytes: 128 * 1024 * 1024,
  /** Under this much queued, a sender of much goes on. */
  lowWaterBytes: 1024 * 1024,
  /** From the connection to the end of the WebSocket handshake. */
  dialMs: 3_000,
  /** From the upgrade to `hello`, and from `hello` to `welcome`. */
  greetingMs: 5_000,
  /** Between two pings. */
  pingMs: 1_000,
  /** A ping without its pong for so long: the gateway looks for another replica. */
  silentMs: 4_000,
  /** Nothing at all from a gateway for so long: control lets go of it. */
  deadMs: 10_000,
  /** Knowledge older than this is reason to try another replica, where there is one. */
  staleMs: 5_000,
  /** Not more often than this. */
  staleAgainMs: 30_000,
  /** The first and the longest pause between two attempts to dial. */
  backOffMs: [100, 2_000],
  /** Streams whose peer has not greeted yet. */
  pendingStreams: 128,
} as const;

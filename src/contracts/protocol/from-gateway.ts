import { z } from 'zod';

const text = z.string().max(4096);
const hash = z.string().length(64);

/**
 * The inputs of one access as a gateway knows them. The token is named by the SHA-256 of its bytes, in hex:
 * control never sees the token.
 */
export const accessInputSchema = z.object({
  token: hash,
  app: text,
  route: text.optional(),
  method: z.string().max(32).optional(),
  /** The canonical path, without the query. */
  path: z.string().max(16_384).optional(),
  address: z.string().max(64),
});
export type AccessInput = z.infer<typeof accessInputSchema>;

export const helloSchema = z.object({
  kind: z.literal('hello'),
  version: z.number().int(),
  software: text,
});

/** Asked each second; the gateway keeps both clocks' readings under `n`. */
export const pingSchema = z.object({ kind: z.literal('ping'), n: z.number().int() });

/**
 * Asks for a grant. `renewal` is a grant whose time runs out while something lives on it; it has a share of
 * the queue of its own, so that a flood of strangers cannot starve it.
 */
export const askSchema = z.object({
  kind: z.literal('ask'),
  id: z.number().int(),
  priority: z.enum(['new', 'renewal']),
  input: accessInputSchema,
  /** The grant to extend, on a renewal. */
  grant: text.optional(),
});

/** Asks about many grants at once, because a change made them suspect. Answered by `rechecked`, in parts. */
export const recheckSchema = z.object({
  kind: z.literal('recheck'),
  id: z.number().int(),
  /** The change that caused it. */
  change: z.number().int(),
  grants: z.array(z.object({ grant: text, input: accessInputSchema })).max(100_000),
});

/** Turns a one-time code into a host's token: the gateway made the token and names its hash. */
export const redeemSchema = z.object({
  kind: z.literal('redeem'),
  id: z.number().int(),
  code: text,
  host: text,
  /** The nonce from the attempt's cookie; the code is bound to it. */
  nonce: text,
  token: hash,
  address: z.string().max(64),
  userAgent: z.string().max(512),
});

/** The person signed out on this host: ends their session. */
export const signOutSchema = z.object({ kind: z.literal('sign-out'), id: z.number().int(), token: hash });

/** What lives on this gateway, as differences, sent each second when there are any. */
export const liveSchema = z.object({
  kind: z.literal('live'),
  opened: z.array(
    z.object({
      connection: text,
      grant: text,
      session: text,
      person: text,
      app: text,
      protocol: text,
      address: text,
      /** How long ago, in milliseconds before sending. */
      ageMs: z.number(),
    }),
  ),
  closed: z.array(z.object({ connection: text, bytesIn: z.number(), bytesOut: z.number() })),
});

/** Sessions whose person did something (a navigation, a request that is no GET, WebSocket data). */
export const activitySchema = z.object({
  kind: z.literal('activity'),
  tokens: z.array(z.object({ token: hash, agoMs: z.number() })).max(100_000),
});

/** What a gateway cut, and why; becomes an audit event. */
export const cutsSchema = z.object({
  kind: z.literal('cuts'),
  change: z.number().int().optional(),
  cause: text,
  cuts: z.array(
    z.object({ grant: text, session: text, person: text, app: text, connections: z.number().int() }),
  ),
});

/**
 * Access records that this gateway lost since it last told, because its disk did not keep up; at most one a minute.
 * Since version 2.
 */
export const lostRecordsSchema = z.object({ kind: z.literal('lost-records'), count: z.number().int() });

export const fromGatewaySchema = z.discriminatedUnion('kind', [
  helloSchema,
  pingSchema,
  askSchema,
  recheckSchema,
  redeemSchema,
  signOutSchema,
  liveSchema,
  activitySchema,
  cutsSchema,
  lostRecordsSchema,
]);
export type FromGateway = z.infer<typeof fromGatewaySchema>;
export type Ask = z.infer<typeof askSchema>;
export type Recheck = z.infer<typeof recheckSchema>;
export type Redeem = z.infer<typeof redeemSchema>;

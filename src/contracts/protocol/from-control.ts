import { z } from 'zod';
import { gatewayConfigSchema } from './app-config.ts';

const text = z.string().max(8192);

/**
 * The first message. Another `epoch` than the one a gateway knows drops all its grants and caches: after a
 * restore, ids of changes run backwards.
 */
export const welcomeSchema = z.object({
  kind: z.literal('welcome'),
  version: z.number().int(),
  gateway: text,
  /** The epoch row with PostgreSQL's system identifier and timeline. */
  epoch: text,
  applied: z.number().int(),
  config: gatewayConfigSchema,
});

export const configSchema = z.object({ kind: z.literal('config'), config: gatewayConfigSchema });

/**
 * Answers a ping, behind every change up to `applied`. `dbAge` is the time in milliseconds since the start of
 * the last round trip to the primary that left nothing unapplied.
 */
export const pongSchema = z.object({
  kind: z.literal('pong'),
  n: z.number().int(),
  applied: z.number().int(),
  dbAge: z.number(),
});

export const changeSchema = z.object({
  kind: z.literal('change'),
  id: z.number().int(),
  change: z.enum(['revoke', 'recheck', 'config']),
  subjects: z.array(text),
  cause: text,
});

const needSchema = z.object({
  maxAgeSeconds: z.number().optional(),
  methods: z.array(z.enum(['pwd', 'otp', 'hwk', 'rec', 'fed', 'key'])).optional(),
});

/** Which parts of the request belong to the key under which an answer may be used again. */
export const grantScopeSchema = z.enum(['any', 'method', 'method-and-path']);
export type GrantScope = z.infer<typeof grantScopeSchema>;

/** A decision in the hands of an enforcement point. */
export const grantSchema = z.object({
  id: text,
  session: text,
  person: text,
  /** The person's name, for pages only. */
  name: text,
  /** All that this grant rests on. */
  subjects: z.array(text),
  /** Milliseconds from the moment at which the gateway asked; never an absolute time. */
  ttlMs: z.number(),
  scope: grantScopeSchema,
  /** The grant signed by control (JWT, `typ` sallyport-grant+jwt), for connectors to verify. */
  signed: text,
  /** The identity assertion for the upstream (JWT, `typ` sallyport-assertion+jwt). */
  assertion: text,
});
export type GrantMessage = z.infer<typeof grantSchema>;

const answer = { id: z.number().int(), asOf: z.number().int(), epoch: text };

/** Answers to `ask`. `asOf` is the change that the replica had applied before it read its first input. */
export const grantedSchema = z.object({ kind: z.literal('granted'), ...answer, grant: grantSchema });

export const refusedSchema = z.object({
  kind: z.literal('refused'),
  ...answer,
  outcome: z.enum(['deny', 'challenge']),
  reason: text,
  /** The decision's id, which the page shows and `why` explains; absent where nothing was decided. */
  decision: text.optional(),
  /** Advice of the policies that decided, for the person. */
  advice: z.array(text),
  need: needSchema.optional(),
  /** What the refusal rests on, and for how long it may be remembered: a change of these ends it. */
  subjects: z.array(text),
  ttlMs: z.number(),
  /** For which requests it may be remembered, as in a grant; absent: this method and path alone. */
  scope: grantScopeSchema.optional(),
  /** Who was refused, for pages only. */
  name: text.optional(),
  /** Who was refused, for access records; absent where the answer rests on the token alone. */
  person: text.optional(),
  session: text.optional(),
});

/** The token is not known, or its session is over: sign in. */
export const unknownTokenSchema = z.object({
  kind: z.literal('unknown-token'),
  ...answer,
  reason: text,
});

/** Control could not decide now (its database is away, its queue is full): ask again later. */
export const unansweredSchema = z.object({
  kind: z.literal('unanswered'),
  id: z.number().int(),
  reason: text,
});

export const redeemedSchema = z.object({
  kind: z.literal('redeemed'),
  id: z.number().int(),
  result: z.discriminatedUnion('ok', [
    z.object({
      ok: z.literal(true),
      session: text,
      person: text,
      /** The person under a name of this host's own: if the browser's last one differs, clear what they left. */
      personKey: text,
    }),
    z.object({ ok: z.literal(false), reason: text }),
  ]),
});

export const signedOutSchema = z.object({ kind: z.literal('signed-out'), id: z.number().int() });

/** A part of the answer to `recheck`; denials come first, as they are found. `done` closes it. */
export const recheckedSchema = z.object({
  kind: z.literal('rechecked'),
  id: z.number().int(),
  asOf: z.number().int(),
  verdicts: z.array(
    z.discriminatedUnion('verdict', [
      z.object({ verdict: z.literal('kept'), grant: text, ttlMs: z.number(), subjects: z.array(text) }),
      z.object({
        verdict: z.literal('refused'),
        grant: text,
        outcome: z.enum(['deny', 'challenge']),
        reason: text,
        decision: text.optional(),
        advice: z.array(text),
        need: needSchema.optional(),
      }),
      /** The grant's key has changed (policies now ask for the method): drop it, ask anew on next use. */
      z.object({ verdict: z.literal('lapsed'), grant: text }),
    ]),
  ),
  done: z.boolean(),
});

export const fromControlSchema = z.discriminatedUnion('kind', [
  welcomeSchema,
  configSchema,
  pongSchema,
  changeSchema,
  grantedSchema,
  refusedSchema,
  unknownTokenSchema,
  unansweredSchema,
  redeemedSchema,
  signedOutSchema,
  recheckedSchema,
]);
export type FromControl = z.infer<typeof fromControlSchema>;
export type Welcome = z.infer<typeof welcomeSchema>;
export type Answer =
  | z.infer<typeof grantedSchema>
  | z.infer<typeof refusedSchema>
  | z.infer<typeof unknownTokenSchema>
  | z.infer<typeof unansweredSchema>;
export type Refused = z.infer<typeof refusedSchema>;
export type Redeemed = z.infer<typeof redeemedSchema>;
export type Rechecked = z.infer<typeof recheckedSchema>;

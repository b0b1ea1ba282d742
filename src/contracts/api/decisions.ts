import { z } from 'zod';
import { deviceClasses } from '../access.ts';
import { address, holderId, idOf, time } from './fields.ts';
import { defineOperation } from './operation.ts';
import { pageOf, pageQuery } from './paging.ts';

const outcome = z.enum(['allow', 'deny', 'challenge']);

/** One policy that had a say. */
export const voiceSchema = z
  .object({
    policy: z.string(),
    title: z.string(),
    effect: z.enum(['permit', 'forbid']),
    mode: z.enum(['enforce', 'observe']),
    result: z.enum(['satisfied', 'error']),
    message: z.string().optional(),
    advice: z.string().optional(),
    private: z.boolean().optional(),
  })
  .meta({ id: 'PolicyVoice' });

const need = z.object({
  maxAgeSeconds: z.number().optional(),
  methods: z.array(z.string()).optional(),
});

/** A decision in a list. */
export const decisionSummarySchema = z
  .object({
    id: z.string(),
    at: time,
    outcome,
    reason: z.string().describe('A stable code.'),
    text: z.string().describe('The reason in words.'),
    person: z.object({ id: z.string(), name: z.string() }).nullable(),
    app: z.object({ id: z.string(), name: z.string() }).nullable(),
    session: z.string().nullable(),
    policyRevision: z.number().int(),
  })
  .meta({ id: 'DecisionSummary' });
export type DecisionSummary = z.infer<typeof decisionSummarySchema>;

/** A policy that is about such a request, whether it had a say or not. */
export const consideredSchema = z
  .object({
    policy: z.string(),
    title: z.string(),
    effect: z.enum(['permit', 'forbid']),
    mode: z.enum(['enforce', 'observe']),
    result: z
      .enum(['satisfied', 'error', 'not-satisfied', 'other-group'])
      .describe('`other-group`: it is for a group that the person is not in.'),
    message: z.string().optional(),
    asks: z.array(z.string()).describe('Names of the facts that it looks at.'),
    private: z.boolean().optional(),
  })
  .meta({ id: 'ConsideredPolicy' });

/** One fact that an answer could rest on. */
export const factSchema = z
  .object({
    name: z.string().describe('As policies name it, such as `context.network.country`.'),
    value: z.unknown().describe('Null where it is not known.'),
    source: z
      .enum([
        'sign-in',
        'directory',
        'app settings',
        'connection',
        'request',
        'clock',
        'browser',
        'signals',
        'question',
      ])
      .describe('Who says so; `question`: whoever asked why.'),
    ageSeconds: z
      .number()
      .int()
      .nullable()
      .describe('How old it was at the decision; null where it is not known.'),
    asked: z.boolean().describe('A policy about this request looks at it.'),
  })
  .meta({ id: 'DecisionFact' });
export type DecisionFact = z.infer<typeof factSchema>;

/** A smallest set of facts under which a refusal would have been permission. */
export const remedySchema = z
  .object({
    text: z.string(),
    mender: z
      .enum(['person', 'administrator', 'nobody'])
      .describe('Who can bring all of it about. Only what the person can do is ever told to the person.'),
    changes: z.array(
      z.object({
        kind: z.enum(['sign-in', 'join-group', 'leave-group', 'network', 'country', 'time']),
        text: z.string(),
        need: need.optional(),
        group: z.object({ id: z.string(), name: z.string() }).optional(),
        range: z.string().optional(),
        country: z.string().optional(),
        at: time.optional(),
      }),
    ),
  })
  .meta({ id: 'Remedy' });
export type ShownRemedy = z.infer<typeof remedySchema>;

/** Why an answer is as it is. */
const explained = {
  need: need.nullable(),
  policies: z.array(voiceSchema),
  input: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe('All that it depended on; null when it was not kept.'),
};

/** A decision with its input and every policy that spoke. */
export const decisionSchema = z
  .object({ ...decisionSummarySchema.shape, ...explained })
  .meta({ id: 'Decision' });
export type DecisionDetail = z.infer<typeof decisionSchema>;

/** What to decide, as if it were asked now. */
export const whyQuestionSchema = z
  .strictObject({
    person: z.string().max(254).describe('An id, what they sign in with, or the name of a service account.'),
    app: z.string().max(100).describe('An id or a name.'),
    route: z.string().max(100).optional(),
    address: address.optional().describe('Absent: as recorded, or as in their newest session.'),
    method: z.string().max(20).optional(),
    path: z.string().max(2_000).optional(),
    at: time
      .optional()
      .describe(
        'Another time than now. In the past: the recorded decision nearest before it, decided again.',
      ),
    methods: z
      .array(z.enum(['pwd', 'otp', 'hwk', 'rec', 'fed', 'key']))
      .optional()
      .describe('How they would have signed in; absent: as in their newest session.'),
    device: z
      .enum(deviceClasses)
      .optional()
      .describe('Another kind of device; nothing more of a device is known to policies yet.'),
  })
  .meta({ id: 'WhyQuestion' });
export type WhyQuestion = z.infer<typeof whyQuestionSchema>;

/** The answer to `why`. */
export const whyAnswerSchema = z
  .object({
    outcome,
    reason: z.string(),
    text: z.string(),
    next: z.string().nullable(),
    policyRevision: z.number().int(),
    ...explained,
    at: time.describe('The moment that it was decided for.'),
    basis: z
      .enum(['now', 'record', 'record-only', 'what-if'])
      .describe(
        '`record`: what was recorded, decided again by the policies of then; `record-only`: it could not be decided again; `what-if`: with facts that were asked for or are assumed.',
      ),
    record: z
      .object({ id: z.string(), at: time, outcome, reason: z.string() })
      .nullable()
      .describe('The recorded decision that it starts from.'),
    notes: z.array(z.string()).describe('What is to be known about this answer, in words.'),
    considered: z.array(consideredSchema).describe('Every policy about such a request, each asked alone.'),
    facts: z.array(factSchema),
    missing: z.array(z.string()).describe('Facts that policies look at and that are not known.'),
    remedies: z.array(remedySchema),
  })
  .meta({ id: 'WhyAnswer' });
export type WhyAnswer = z.infer<typeof whyAnswerSchema>;

/** The answer to the question of a recorded decision, asked again now. */
export const againSchema = z
  .object({
    before: z.object({ outcome, reason: z.string(), text: z.string(), policyRevision: z.number().int() }),
    now: whyAnswerSchema,
    differences: z.array(
      z.object({
        name: z.string().describe('A fact, as policies name it.'),
        before: z.unknown(),
        now: z.unknown(),
        asked: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'DecidedAgain' });
export type DecidedAgain = z.infer<typeof againSchema>;

/** The operations on decisions. */
export const decisions = {
  list: defineOperation({
    id: 'decisions.list',
    method: 'get',
    path: '/decisions',
    summary: 'Lists decisions.',
    query: pageQuery.extend({
      person: holderId.optional(),
      app: idOf('app').optional(),
      outcome: outcome.optional(),
    }),
    answer: pageOf(decisionSummarySchema),
  }),
  get: defineOperation({
    id: 'decisions.get',
    method: 'get',
    path: '/decisions/{decision}',
    summary: 'Reads a decision with its input and every policy that spoke.',
    params: z.object({ decision: idOf('decision') }),
    answer: decisionSchema,
  }),
  why: defineOperation({
    id: 'decisions.why',
    method: 'post',
    path: '/decisions/why',
    summary:
      'Says why somebody is or was answered as they are, now, in the past, or if facts were others; nothing is granted.',
    body: whyQuestionSchema,
    answer: whyAnswerSchema,
  }),
  again: defineOperation({
    id: 'decisions.again',
    method: 'post',
    path: '/decisions/{decision}/again',
    summary: 'Asks the question of a recorded decision again now, and says what differs; nothing is granted.',
    params: z.object({ decision: idOf('decision') }),
    answer: againSchema,
  }),
} as const;

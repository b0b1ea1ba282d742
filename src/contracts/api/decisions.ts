import { z } from 'zod';
import { address, idOf, time } from './fields.ts';
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
    person: z.string().max(254).describe('An id, or what they sign in with.'),
    app: z.string().max(100).describe('An id or a name.'),
    route: z.string().max(100).optional(),
    address: address.default('127.0.0.1'),
    method: z.string().max(20).optional(),
    path: z.string().max(2_000).optional(),
    at: time.optional().describe('Another time than now.'),
    methods: z
      .array(z.enum(['pwd', 'otp', 'hwk', 'rec', 'fed', 'key']))
      .optional()
      .describe('How they would have signed in; absent: as in their newest session.'),
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
  })
  .meta({ id: 'WhyAnswer' });
export type WhyAnswer = z.infer<typeof whyAnswerSchema>;

/** The operations on decisions. */
export const decisions = {
  list: defineOperation({
    id: 'decisions.list',
    method: 'get',
    path: '/decisions',
    summary: 'Lists decisions.',
    query: pageQuery.extend({
      person: idOf('person').optional(),
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
    summary: 'Decides as if somebody asked for an app now, and says why; nothing is granted.',
    body: whyQuestionSchema,
    answer: whyAnswerSchema,
  }),
} as const;

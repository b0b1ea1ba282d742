import { z } from 'zod';
import { weakeningCodes } from '../weakening.ts';
import { idOf, time } from './fields.ts';
import { defineOperation } from './operation.ts';
import { pageOf, pageQuery } from './paging.ts';
import { policyChangeSchema } from './policy-versions.ts';

const weakens = z
  .array(
    z.object({
      rule: z.enum(weakeningCodes),
      said: z.string().describe('The rule in words.'),
      id: z.string(),
      name: z.string(),
    }),
  )
  .describe('What it weakens, each with the thing that it is about.');

/** How one thing differs. */
export const objectDifferenceSchema = z
  .object({
    type: z.string().describe('Such as `policy`, `app`, `person`.'),
    id: z.string(),
    name: z.string(),
    words: z.array(z.string()).describe('What changes, a phrase each.'),
    fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
    lines: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })),
  })
  .meta({ id: 'ObjectDifference' });
export type ObjectDifference = z.infer<typeof objectDifferenceSchema>;

const who = z.object({ kind: z.string(), id: z.string().optional(), name: z.string().optional() });

/** A change that was carried out and weakens. */
export const weakeningSchema = z
  .object({
    id: idOf('weakening'),
    at: time,
    actor: who,
    approvedBy: who.nullable().describe('Who agreed before it was carried out.'),
    weakens,
    difference: z.array(objectDifferenceSchema),
    revision: z.number().int().nullable().describe('The version of the policies that it made, if any.'),
    pastSecondPerson: z
      .boolean()
      .describe('It was made on the machine itself while the installation asks for a second person.'),
    acknowledgedAt: time.nullable(),
    acknowledgedBy: who.nullable(),
    mayAcknowledge: z.boolean().describe('Whether whoever asks may: another person than who did it.'),
  })
  .meta({ id: 'Weakening' });
export type WeakeningView = z.infer<typeof weakeningSchema>;

/** What can become of a proposal. */
export const proposalStates = ['open', 'approved', 'rejected', 'withdrawn', 'expired'] as const;

const summary = {
  id: idOf('proposal'),
  operation: z.string().describe('The operation that would be carried out, such as `policies.update`.'),
  summary: z.string().describe('What that operation does.'),
  state: z.enum(proposalStates),
  proposer: z.object({ id: idOf('person'), name: z.string() }),
  actor: who.describe('By what they proposed it: themselves, or a token of theirs.'),
  message: z.string(),
  weakens,
  base: z
    .number()
    .int()
    .nullable()
    .describe('The version of the policies that it was made on; null where it changes none.'),
  stale: z.boolean().describe('The policies are another version by now: it can no longer be carried out.'),
  createdAt: time,
  expiresAt: time,
  decidedAt: time.nullable(),
  decidedBy: who.nullable(),
  mayDecide: z.boolean().describe('Whether whoever asks may approve or reject it.'),
  mayWithdraw: z.boolean(),
};

/** A change that waits for a second person. */
export const proposalSchema = z.object(summary).meta({ id: 'Proposal' });
export type Proposal = z.infer<typeof proposalSchema>;

/** A proposal with all that it would change. */
export const proposalWithDifferenceSchema = z
  .object({
    ...summary,
    difference: z.array(objectDifferenceSchema),
    draft: z
      .array(policyChangeSchema)
      .nullable()
      .describe('Its changes of policies as a draft, to see by a preview whom they give and take what.'),
  })
  .meta({ id: 'ProposalWithDifference' });
export type ProposalWithDifference = z.infer<typeof proposalWithDifferenceSchema>;

const params = z.object({ proposal: idOf('proposal') });

/** The operations on proposals: changes that wait for a second person. */
export const proposals = {
  list: defineOperation({
    id: 'proposals.list',
    method: 'get',
    path: '/proposals',
    summary: 'Lists changes that wait, or waited, for a second person.',
    query: pageQuery.extend({ state: z.enum(['open', 'all']).default('open') }),
    answer: pageOf(proposalSchema).extend({
      secondPerson: z.enum(['off', 'weakening']).describe('The setting `policy.second-person`.'),
    }),
  }),
  get: defineOperation({
    id: 'proposals.get',
    method: 'get',
    path: '/proposals/{proposal}',
    summary: 'Reads a proposal with all that it would change.',
    params,
    answer: proposalWithDifferenceSchema,
  }),
  approve: defineOperation({
    id: 'proposals.approve',
    method: 'post',
    path: '/proposals/{proposal}/approve',
    summary: 'Carries out exactly what was proposed, as its second person; never the one who proposed it.',
    params,
    answer: z.object({
      proposal: proposalSchema,
      result: z.unknown().describe('What the operation answered; a link or token in it is shown this once.'),
    }),
  }),
  reject: defineOperation({
    id: 'proposals.reject',
    method: 'post',
    path: '/proposals/{proposal}/reject',
    summary: 'Ends a proposal of somebody else; nothing is changed.',
    params,
    answer: proposalSchema,
  }),
  withdraw: defineOperation({
    id: 'proposals.withdraw',
    method: 'post',
    path: '/proposals/{proposal}/withdraw',
    summary: 'Ends a proposal of one’s own.',
    params,
    answer: proposalSchema,
  }),
} as const;

/** The operations on changes that weakened protection. */
export const weakeningOperations = {
  list: defineOperation({
    id: 'weakenings.list',
    method: 'get',
    path: '/weakenings',
    summary: 'Lists changes that weakened protection.',
    query: pageQuery.extend({ state: z.enum(['open', 'all']).default('open') }),
    answer: pageOf(weakeningSchema),
  }),
  acknowledge: defineOperation({
    id: 'weakenings.acknowledge',
    method: 'post',
    path: '/weakenings/{weakening}/acknowledge',
    summary: 'Says that a change that weakened protection was seen, by another person than who made it.',
    params: z.object({ weakening: idOf('weakening') }),
    answer: weakeningSchema,
  }),
} as const;

import { z } from 'zod';
import { idOf, time } from './fields.ts';
import { defineOperation } from './operation.ts';
import { policyChangesSchema } from './policy-versions.ts';

const outcome = z.enum(['allow', 'deny', 'challenge']);
const named = z.object({ id: z.string(), name: z.string() });

/** Whom a draft gives or takes an app. */
export const appImpactSchema = z
  .object({
    app: named,
    gains: z.number().int().describe('People who could open it and cannot now, if only by signing in anew.'),
    loses: z.number().int(),
    gaining: z.array(named).describe('Some of them, at most 50; of many apps fewer.'),
    losing: z.array(named),
  })
  .meta({ id: 'AppImpact' });

/** A recorded decision that would be another one. */
export const replayedSchema = z
  .object({
    decision: z.string(),
    at: time,
    person: named,
    app: named,
    recorded: outcome,
    now: outcome.describe('Under the policies in force.'),
    drafted: outcome.describe('Under the draft.'),
    policies: z.array(named).describe('The policies that make the difference.'),
  })
  .meta({ id: 'ReplayedDecision' });

/** What a draft would change. */
export const policyPreviewReportSchema = z
  .object({
    impact: z.object({
      checked: z.number().int().describe('Pairs of person and app that were decided both ways.'),
      complete: z.boolean().describe('false: there are more pairs than are looked at.'),
      apps: z.array(appImpactSchema),
    }),
    live: z.object({
      checked: z.number().int(),
      complete: z.boolean(),
      cut: z.number().int(),
      connections: z
        .array(z.object({ id: z.string(), session: z.string(), person: named, app: named }))
        .describe('Some of those that would be cut, at most 100.'),
    }),
    replay: z.object({
      checked: z.number().int(),
      unreadable: z.number().int().describe('Decisions whose inputs are not kept any more.'),
      complete: z.boolean().describe('Whether every recorded decision was looked at.'),
      differing: z.number().int(),
      decisions: z
        .array(replayedSchema)
        .describe('Some of those that differ, the newest first, at most 100.'),
    }),
  })
  .meta({ id: 'PolicyPreviewReport' });
export type PolicyPreviewReport = z.infer<typeof policyPreviewReportSchema>;

/** A preview and how far it is. */
export const policyPreviewSchema = z
  .object({
    id: idOf('policyPreview'),
    state: z.enum(['running', 'done', 'failed', 'cancelled']),
    percent: z.number().int().min(0).max(100),
    report: policyPreviewReportSchema.nullable().describe('As far as it is known; whole when it is done.'),
  })
  .meta({ id: 'PolicyPreview' });
export type PolicyPreview = z.infer<typeof policyPreviewSchema>;

const params = z.object({ preview: idOf('policyPreview') });

/** The operations on previews of drafts. */
export const policyPreviews = {
  preview: defineOperation({
    id: 'policies.preview',
    method: 'post',
    path: '/policy-previews',
    summary:
      'Begins to work out what a draft would change, what it dates as from its date on; nothing is written. Ask for it until it is done.',
    body: z.strictObject({
      changes: policyChangesSchema,
      replay: z
        .enum(['none', 'sample', 'all'])
        .default('sample')
        .describe('Recorded decisions to decide again: none, the newest 1,000, or all.'),
    }),
    answer: policyPreviewSchema,
    status: 201,
  }),
  getPreview: defineOperation({
    id: 'policies.getPreview',
    method: 'get',
    path: '/policy-previews/{preview}',
    summary: 'Says how far a preview is, and what it found.',
    params,
    answer: policyPreviewSchema,
  }),
  cancelPreview: defineOperation({
    id: 'policies.cancelPreview',
    method: 'delete',
    path: '/policy-previews/{preview}',
    summary: 'Ends a preview that runs.',
    params,
  }),
} as const;

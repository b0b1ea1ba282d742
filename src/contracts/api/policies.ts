import { z } from 'zod';
import { idOf, lineOf, shortName, time, version } from './fields.ts';
import { defineOperation } from './operation.ts';
import { pageOf, pageQuery } from './paging.ts';
import { confirmWithin, enforceFrom, policyMessage, policyMode, policyText } from './policy-fields.ts';
import { policyPreviews } from './policy-previews.ts';
import { policyTests } from './policy-tests.ts';
import { policyRevisionSchema, policyVersions } from './policy-versions.ts';
import { requestProblemSchema } from './problem.ts';

/** A policy. */
export const policySchema = z
  .object({
    id: idOf('policy'),
    name: z.string(),
    title: z.string(),
    text: z.string(),
    mode: policyMode,
    enabled: z.boolean(),
    enforceFrom,
    enforceProblem: z
      .string()
      .nullable()
      .describe('Why it is not enforced though its time has come; null: nothing is in its way.'),
    version,
    createdAt: time,
    changedAt: time,
  })
  .meta({ id: 'Policy' });
export type Policy = z.infer<typeof policySchema>;

/** A new policy. */
export const newPolicySchema = z
  .strictObject({
    name: shortName,
    title: lineOf(200).optional().describe('Absent: the name.'),
    text: policyText,
    mode: policyMode.default('enforce'),
    enabled: z.boolean().default(true),
    enforceFrom: enforceFrom.optional(),
    message: policyMessage.default(''),
    confirmWithin,
  })
  .meta({ id: 'NewPolicy' });
export type NewPolicy = z.infer<typeof newPolicySchema>;

/** What may be changed of a policy. */
export const policyEditSchema = z
  .strictObject({
    name: shortName.optional(),
    title: lineOf(200).optional(),
    text: policyText.optional(),
    mode: policyMode.optional(),
    enabled: z.boolean().optional(),
    enforceFrom: enforceFrom.optional(),
    message: policyMessage.default(''),
    confirmWithin,
  })
  .meta({ id: 'PolicyEdit' });
export type PolicyEdit = z.infer<typeof policyEditSchema>;

/** What a policy that only observes would have done to recorded decisions. */
export const observedSchema = z
  .object({
    since: time.describe('Since when it is as it is; decisions before that count nothing.'),
    checked: z.number().int().describe('Recorded decisions that were looked at, the newest first.'),
    complete: z.boolean().describe('false: there are more than are looked at.'),
    refuses: z.number().int().describe('Decisions that let somebody in and that it would have refused.'),
    allows: z.number().int().describe('Refusals where it would have permitted, unless another forbids.'),
    people: z
      .array(z.object({ id: z.string(), name: z.string(), count: z.number().int() }))
      .describe('Whom it would have refused, the most often first, at most 20.'),
    large: z.boolean().describe('Whether it would have refused so much that it is worth a look.'),
  })
  .meta({ id: 'Observed' });
export type Observed = z.infer<typeof observedSchema>;

/** What checking a policy found. */
export const policyCheckSchema = z
  .object({
    valid: z.boolean(),
    problems: z.array(requestProblemSchema),
  })
  .meta({ id: 'PolicyCheck' });
export type PolicyCheck = z.infer<typeof policyCheckSchema>;

const params = z.object({ policy: z.string().max(100).describe('Its id or its name.') });

/** The operations on policies. */
export const policies = {
  list: defineOperation({
    id: 'policies.list',
    method: 'get',
    path: '/policies',
    summary: 'Lists policies.',
    query: pageQuery,
    answer: pageOf(policySchema),
  }),
  get: defineOperation({
    id: 'policies.get',
    method: 'get',
    path: '/policies/{policy}',
    summary: 'Reads one policy.',
    params,
    answer: policySchema,
  }),
  create: defineOperation({
    id: 'policies.create',
    method: 'post',
    path: '/policies',
    summary: 'Adds a policy and publishes.',
    body: newPolicySchema,
    answer: policySchema,
    status: 201,
  }),
  update: defineOperation({
    id: 'policies.update',
    method: 'patch',
    path: '/policies/{policy}',
    summary: 'Changes a policy and publishes.',
    params,
    body: policyEditSchema,
    answer: policySchema,
    versioned: true,
  }),
  remove: defineOperation({
    id: 'policies.remove',
    method: 'delete',
    path: '/policies/{policy}',
    summary: 'Removes a policy and publishes.',
    params,
    versioned: true,
  }),
  check: defineOperation({
    id: 'policies.check',
    method: 'post',
    path: '/policies/check',
    summary: 'Checks a text without storing it.',
    body: z.strictObject({ text: policyText }),
    answer: policyCheckSchema,
  }),
  observed: defineOperation({
    id: 'policies.observed',
    method: 'get',
    path: '/policies/{policy}/observed',
    summary: 'Counts what a policy that only observes would have refused and permitted since it does.',
    params,
    answer: observedSchema,
  }),
  revisions: defineOperation({
    id: 'policies.revisions',
    method: 'get',
    path: '/policy-revisions',
    summary: 'Lists what was published, newest first.',
    query: pageQuery,
    answer: pageOf(policyRevisionSchema),
  }),
  ...policyVersions,
  ...policyTests,
  ...policyPreviews,
} as const;

import { z } from 'zod';
import { idOf, lineOf, shortName, time, version } from './fields.ts';
import { defineOperation } from './operation.ts';
import { confirmWithin, enforceFrom, policyMessage, policyMode, policyText } from './policy-fields.ts';

/** One publication: all policies as they were. */
export const policyRevisionSchema = z
  .object({
    revision: z.number().int(),
    author: z.object({ kind: z.string(), id: z.string().optional(), name: z.string().optional() }),
    message: z.string(),
    publishedAt: time,
    policies: z.number().int().describe('How many enabled policies it holds.'),
    confirmBefore: time
      .nullable()
      .describe('Set while it waits to be confirmed: when it is rolled back else.'),
  })
  .meta({ id: 'PolicyRevision' });
export type PolicyRevision = z.infer<typeof policyRevisionSchema>;

const versionedPolicySchema = z.object({
  id: idOf('policy'),
  name: z.string(),
  title: z.string(),
  text: z.string(),
  mode: policyMode,
  enabled: z.boolean(),
  enforceFrom: enforceFrom.optional(),
});

/** A whole version: every policy as it was, on or off. */
export const policyVersionSchema = z
  .object({ ...policyRevisionSchema.shape, book: z.array(versionedPolicySchema) })
  .meta({ id: 'PolicyVersion' });
export type PolicyVersion = z.infer<typeof policyVersionSchema>;

/** How one policy differs between two versions. */
export const policyDifferenceSchema = z
  .object({
    id: idOf('policy'),
    name: z.string(),
    title: z.string(),
    kind: z.enum(['added', 'removed', 'changed']),
    words: z.array(z.string()).describe('What changed, a phrase each, such as `enforcing → only observing`.'),
    lines: z
      .array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() }))
      .describe('The text line by line; empty where it is the same.'),
  })
  .meta({ id: 'PolicyDifference' });
export type PolicyDifference = z.infer<typeof policyDifferenceSchema>;

/** What publishing came to. */
export const publicationSchema = z
  .object({
    revision: z.number().int(),
    confirmBefore: time.nullable().describe('When it is rolled back unless somebody confirms it.'),
    changed: z.array(policyDifferenceSchema),
  })
  .meta({ id: 'Publication' });
export type PublicationAnswer = z.infer<typeof publicationSchema>;

const policyName = lineOf(100).describe('Its id or its name.');

/** One change of a draft. */
export const policyChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('create'),
    name: shortName,
    title: lineOf(200).optional(),
    text: policyText,
    mode: policyMode.default('enforce'),
    enabled: z.boolean().default(true),
    enforceFrom: enforceFrom.optional(),
  }),
  z.strictObject({
    kind: z.literal('update'),
    policy: policyName,
    version: version.optional().describe('The version that was read; absent: whichever it is now.'),
    name: shortName.optional(),
    title: lineOf(200).optional(),
    text: policyText.optional(),
    mode: policyMode.optional(),
    enabled: z.boolean().optional(),
    enforceFrom: enforceFrom.optional(),
  }),
  z.strictObject({ kind: z.literal('remove'), policy: policyName, version: version.optional() }),
]);
export type PolicyChange = z.infer<typeof policyChangeSchema>;

/** A set of changes that is not written yet. */
export const policyChangesSchema = z.array(policyChangeSchema).min(1).max(100);

const params = z.object({ revision: z.coerce.number().int().min(1).max(999_999_999) });

/** The operations on versions of the policies. */
export const policyVersions = {
  revision: defineOperation({
    id: 'policies.revision',
    method: 'get',
    path: '/policy-revisions/{revision}',
    summary: 'Reads all policies as they were in one version.',
    params,
    answer: policyVersionSchema,
  }),
  difference: defineOperation({
    id: 'policies.difference',
    method: 'get',
    path: '/policy-revisions/{revision}/difference',
    summary: 'Says how a version differs from another, policy by policy.',
    params,
    query: z.object({
      from: z.coerce
        .number()
        .int()
        .min(0)
        .max(999_999_999)
        .optional()
        .describe('The other version; absent: the one before.'),
    }),
    answer: z.object({
      from: z.number().int(),
      to: z.number().int(),
      items: z.array(policyDifferenceSchema),
    }),
  }),
  rollBack: defineOperation({
    id: 'policies.rollBack',
    method: 'post',
    path: '/policy-revisions/{revision}/roll-back',
    summary: 'Makes all policies again what they were in a version, and publishes that as a new one.',
    params,
    body: z.strictObject({ message: policyMessage.default(''), confirmWithin }),
    answer: publicationSchema,
  }),
  confirm: defineOperation({
    id: 'policies.confirm',
    method: 'post',
    path: '/policy-revisions/{revision}/confirm',
    summary: 'Lets a version stay that would be rolled back by itself.',
    params,
    answer: z.object({ revision: z.number().int() }),
  }),
  publish: defineOperation({
    id: 'policies.publish',
    method: 'post',
    path: '/policies/publish',
    summary: 'Makes several changes of policies at once, as one version.',
    body: z.strictObject({
      changes: policyChangesSchema,
      message: policyMessage.default(''),
      confirmWithin,
    }),
    answer: publicationSchema,
  }),
} as const;

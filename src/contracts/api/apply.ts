import { z } from 'zod';
import { appEditSchema } from './apps.ts';
import { idOf, label, lineOf, shortName, textOf, time } from './fields.ts';
import { defineOperation } from './operation.ts';
import { confirmWithin, enforceFrom, policyMessage, policyMode, policyText } from './policy-fields.ts';
import { policyTestSpecSchema } from './policy-tests.ts';

const description = textOf(500).optional();

const appliedAppSchema = z
  .strictObject({ kind: z.literal('app'), ...appEditSchema.shape, name: shortName })
  .describe('An app, with the fields that it is created and changed with.');

const appliedGroupSchema = z.strictObject({
  kind: z.literal('group'),
  name: lineOf(120),
  description,
  parents: z.array(lineOf(120)).max(50).optional().describe('By name or id.'),
});

const appliedTagSchema = z.strictObject({
  kind: z.literal('tag'),
  name: shortName,
  description,
  parents: z.array(shortName).max(50).optional(),
});

const appliedPolicySchema = z.strictObject({
  kind: z.literal('policy'),
  name: shortName,
  title: lineOf(200).optional(),
  text: policyText,
  mode: policyMode.optional(),
  enabled: z.boolean().optional(),
  enforceFrom: z
    .union([enforceFrom, z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))])
    .optional(),
});

const appliedAccountSchema = z
  .strictObject({
    kind: z.literal('service-account'),
    name: shortName,
    description,
    state: z.enum(['enabled', 'disabled']).optional(),
    owner: z
      .union([idOf('person'), lineOf(254)])
      .nullable()
      .optional()
      .describe('What they sign in with, or their id; null: nobody.'),
    apps: z
      .array(shortName.or(idOf('app')))
      .max(200)
      .optional()
      .describe('By name or id.'),
    labels: z.array(label).max(50).optional(),
    groups: z.array(lineOf(120)).max(100).optional().describe('By name or id.'),
  })
  .describe('A service account. Its keys are in no file: a secret does not belong into one.');

const appliedTestSchema = z.strictObject({ kind: z.literal('policy-test'), ...policyTestSpecSchema.shape });

/** One object as files say it should be, known by its kind and name. What is not said of it stays as it is. */
export const appliedObjectSchema = z
  .discriminatedUnion('kind', [
    appliedTagSchema,
    appliedGroupSchema,
    appliedAppSchema,
    appliedAccountSchema,
    appliedPolicySchema,
    appliedTestSchema,
  ])
  .meta({ id: 'AppliedObject' });
export type AppliedObject = z.infer<typeof appliedObjectSchema>;
/** As files write it. */
export type WrittenObject = z.input<typeof appliedObjectSchema>;
export type AppliedApp = z.infer<typeof appliedAppSchema>;
export type AppliedGroup = z.infer<typeof appliedGroupSchema>;
export type AppliedAccount = z.infer<typeof appliedAccountSchema>;
export type AppliedTag = z.infer<typeof appliedTagSchema>;
export type AppliedPolicy = z.infer<typeof appliedPolicySchema>;
export type AppliedTest = z.infer<typeof appliedTestSchema>;

/** The most objects of one apply. */
export const mostApplied = 1_000;

const asked = {
  objects: z.array(appliedObjectSchema).max(mostApplied),
  set: shortName
    .optional()
    .describe('What is made is noted under this name, so that a later apply may remove it.'),
  prune: z
    .boolean()
    .default(false)
    .describe('Remove what earlier applies of the set made and the objects no longer have.'),
  message: policyMessage.default(''),
  confirmWithin,
};

/** What happens to one object. */
export const applyItemSchema = z
  .object({
    kind: z.enum(['tag', 'group', 'app', 'service-account', 'policy', 'policy-test']),
    name: z.string(),
    id: z.string().nullable().describe('null: it is not there yet.'),
    action: z
      .enum(['create', 'change', 'same', 'remove', 'left'])
      .describe('`left`: made by this set and no longer among the objects; `prune` would remove it.'),
    version: z.number().int().nullable().describe('The version that was read.'),
    fields: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
    lines: z
      .array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() }))
      .describe('The text of a policy line by line, where it changes.'),
  })
  .meta({ id: 'ApplyItem' });
export type ApplyItem = z.infer<typeof applyItemSchema>;

/** What an apply would do, or did. */
export const applyPlanSchema = z
  .object({
    digest: z.string().describe('Stands for this plan: what would be done, to which versions.'),
    changes: z.number().int().describe('How many objects are created, changed or removed.'),
    items: z.array(applyItemSchema),
  })
  .meta({ id: 'ApplyPlan' });
export type ApplyPlan = z.infer<typeof applyPlanSchema>;

/** What an apply came to. */
export const appliedSchema = applyPlanSchema
  .extend({
    revision: z.number().int().nullable().describe('The version of the policies that this made, if any.'),
    confirmBefore: time.nullable().describe('When the policies go back unless somebody confirms them.'),
    inForce: z.boolean().describe('Whether the gateways that are connected serve it so already.'),
  })
  .meta({ id: 'Applied' });
export type Applied = z.infer<typeof appliedSchema>;

/** The operations of applying. */
export const apply = {
  plan: defineOperation({
    id: 'apply.plan',
    method: 'post',
    path: '/apply/plan',
    summary: 'Checks objects together and says what applying them would do. Nothing is written.',
    body: z.strictObject(asked),
    answer: applyPlanSchema,
  }),
  write: defineOperation({
    id: 'apply.write',
    method: 'post',
    path: '/apply',
    summary: 'Makes all objects what they are said to be, in one transaction, or none of them.',
    body: z.strictObject({
      ...asked,
      plan: z
        .string()
        .max(100)
        .optional()
        .describe('The digest of the plan that was looked at: another one is refused with 412.'),
    }),
    answer: appliedSchema,
  }),
} as const;

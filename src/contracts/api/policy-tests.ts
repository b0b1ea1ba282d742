import { z } from 'zod';
import { authenticationMethods } from '../access.ts';
import { address, idOf, lineOf, time } from './fields.ts';
import { defineOperation } from './operation.ts';
import { policyChangesSchema } from './policy-versions.ts';

const name = lineOf(254);

const facts = {
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capital letters (ISO 3166-1)')
    .optional(),
  address: address.optional(),
  hour: z.number().int().min(0).max(23).optional().describe('Of the organisation’s zone; the whole of it.'),
  weekday: z.number().int().min(1).max(7).optional().describe('Monday is 1.'),
  methods: z.array(z.enum(authenticationMethods)).min(1).max(6).optional().describe('How they signed in.'),
  device: z.enum(['unmanaged', 'managed']).optional(),
};

/**
 * A sentence about the policies that every write must keep true. `can` is an example: what is not given is a fresh
 * sign-in by password and one-time code, on an unmanaged device, from this machine, on a Wednesday at noon. `can-never`
 * is a proof: what is not given may be anything.
 */
export const policyTestSpecSchema = z
  .strictObject({
    says: z.enum(['can', 'can-never']),
    who: z
      .union([z.strictObject({ person: name }), z.strictObject({ group: name })])
      .describe('By id, or by what they sign in with, or by name.'),
    what: z
      .union([z.strictObject({ app: name }), z.strictObject({ tag: name })])
      .describe('By id or name. A tag stands for all apps under it, an app for all its routes.'),
    method: z
      .string()
      .regex(/^[A-Z]{1,20}$/, 'must be a method such as GET')
      .optional(),
    path: lineOf(2_000)
      .refine((text) => text.startsWith('/'), 'must start with /')
      .optional(),
    ...facts,
  })
  .meta({ id: 'PolicyTestSpec' });
export type PolicyTestSpec = z.infer<typeof policyTestSpecSchema>;

/** A test as it is kept. */
export const policyTestSchema = z
  .object({
    id: idOf('policyTest'),
    sentence: z.string(),
    spec: policyTestSpecSchema,
    createdAt: time,
    brokenSince: time
      .nullable()
      .describe('Since when it does not hold: what changes groups, apps or people is not held to it.'),
    brokenWhy: z.string().nullable(),
  })
  .meta({ id: 'PolicyTest' });
export type PolicyTest = z.infer<typeof policyTestSchema>;

/** What running a test found. */
export const policyTestResultSchema = z
  .object({
    id: z.string().nullable().describe('null: it is not kept, or built in.'),
    sentence: z.string(),
    holds: z.boolean(),
    why: z.string().nullable().describe('Why it does not hold.'),
  })
  .meta({ id: 'PolicyTestResult' });
export type PolicyTestResult = z.infer<typeof policyTestResultSchema>;

const results = z.object({ holds: z.boolean(), items: z.array(policyTestResultSchema) });

/** The operations on tests of the policies. */
export const policyTests = {
  listTests: defineOperation({
    id: 'policies.listTests',
    method: 'get',
    path: '/policy-tests',
    summary: 'Lists the sentences that every write of policies must keep true.',
    answer: z.object({ items: z.array(policyTestSchema) }),
  }),
  addTest: defineOperation({
    id: 'policies.addTest',
    method: 'post',
    path: '/policy-tests',
    summary: 'Adds a sentence, if it is true now.',
    body: policyTestSpecSchema,
    answer: policyTestSchema,
    status: 201,
  }),
  removeTest: defineOperation({
    id: 'policies.removeTest',
    method: 'delete',
    path: '/policy-tests/{test}',
    summary: 'Removes a sentence.',
    params: z.object({ test: idOf('policyTest') }),
  }),
  test: defineOperation({
    id: 'policies.test',
    method: 'post',
    path: '/policies/test',
    summary:
      'Runs every test, the built-in one too, on the policies as they are or as a draft would make them.',
    body: z.strictObject({
      changes: policyChangesSchema.optional().describe('Absent: the policies as they are.'),
      tests: z.array(policyTestSpecSchema).max(100).optional().describe('More sentences to try.'),
    }),
    answer: results,
  }),
} as const;

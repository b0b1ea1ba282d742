import { z } from 'zod';
import { time } from './fields.ts';
import { defineOperation } from './operation.ts';

export const keyPurposes = ['ca', 'grant', 'assertion', 'audit', 'code', 'tls'] as const;

/** A key; its private part never leaves. */
export const keySchema = z
  .object({
    kid: z.string(),
    purpose: z.enum(keyPurposes),
    alg: z.string(),
    state: z.enum(['next', 'active', 'retiring', 'retired']),
    notBefore: time,
    notAfter: time,
    createdAt: time,
  })
  .meta({ id: 'Key' });
export type Key = z.infer<typeof keySchema>;

/** The operations on keys. */
export const keys = {
  list: defineOperation({
    id: 'keys.list',
    method: 'get',
    path: '/keys',
    summary: 'Lists keys by purpose and state.',
    answer: z.object({ items: z.array(keySchema) }),
  }),
  rotate: defineOperation({
    id: 'keys.rotate',
    method: 'post',
    path: '/keys/rotate',
    summary: 'Publishes the next key of a purpose; it signs once everybody has had time to learn it.',
    body: z.strictObject({
      purpose: z.enum(keyPurposes),
      when: z
        .enum(['in-time', 'now'])
        .default('in-time')
        .describe('`now`: at once, for a key that may be in wrong hands.'),
    }),
    answer: keySchema,
    status: 201,
  }),
} as const;

import { z } from 'zod';
import { auditKinds } from '../events.ts';
import { time } from './fields.ts';
import { defineOperation } from './operation.ts';
import { pageOf, pageQuery } from './paging.ts';

/** One record of the audit chain as people read it. */
export const auditRecordSchema = z
  .object({
    chain: z.string(),
    seq: z.number().int(),
    at: time,
    kind: z.string(),
    actor: z.object({ kind: z.string(), id: z.string().optional(), name: z.string().optional() }).nullable(),
    about: z.array(z.string()),
    address: z.string().nullable(),
    data: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('Null where the payload was erased; the chain still verifies.'),
  })
  .meta({ id: 'AuditRecord' });
export type AuditRecord = z.infer<typeof auditRecordSchema>;

/** What verifying found. */
export const auditVerificationSchema = z
  .object({
    intact: z.boolean(),
    chains: z.number().int(),
    records: z.number().int(),
    erased: z.number().int().default(0).describe('Records whose payload was erased; the chain covers them.'),
    unsigned: z.number().int().default(0).describe('Records past the last checkpoint.'),
    checkpoints: z.number().int(),
    packed: z
      .number()
      .int()
      .default(0)
      .describe('Checkpoints older than a day that are kept packed; each was made anew and verified.'),
    problems: z.array(
      z.object({
        kind: z.string().optional(),
        chain: z.string().optional(),
        seq: z.number().int().optional(),
        checkpoint: z.number().int().optional(),
        message: z.string(),
      }),
    ),
    problemCount: z.number().int().default(0).describe('How many there are, also those not named.'),
    provenUpTo: z
      .object({ checkpoint: z.number().int(), at: time })
      .nullable()
      .describe('The checkpoint up to which completeness is proven by one kept elsewhere.'),
  })
  .meta({ id: 'AuditVerification' });
export type AuditVerification = z.output<typeof auditVerificationSchema>;
/** What verifying gives; counts that are left out are none. */
export type AuditFindings = z.input<typeof auditVerificationSchema>;

/** The operations on the audit chain. */
export const audit = {
  list: defineOperation({
    id: 'audit.list',
    method: 'get',
    path: '/audit',
    summary: 'Lists audit records.',
    query: pageQuery.extend({
      kind: z.enum(auditKinds).optional(),
      about: z.string().max(100).optional().describe('An identifier it is about.'),
    }),
    answer: pageOf(auditRecordSchema),
  }),
  export: defineOperation({
    id: 'audit.export',
    method: 'get',
    path: '/audit/export',
    summary: 'Streams every record and checkpoint, one JSON object a line, fit to be verified elsewhere.',
    streams: 'application/x-ndjson',
  }),
  verify: defineOperation({
    id: 'audit.verify',
    method: 'post',
    path: '/audit/verify',
    summary: 'Verifies the whole chain, against a checkpoint kept elsewhere where one is given.',
    body: z.strictObject({
      checkpoint: z.record(z.string(), z.unknown()).optional().describe('As it was exported.'),
    }),
    answer: auditVerificationSchema,
  }),
} as const;

import { z } from 'zod';
import { idOf, time } from './fields.ts';
import { defineOperation } from './operation.ts';
import { pageOf, pageQuery } from './paging.ts';

/** What somebody says was not them, as it was when they said so. */
export const reportSubjectSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('sign-in'),
      id: idOf('session'),
      createdAt: time,
      address: z.string(),
      userAgent: z.string(),
      methods: z.array(z.string()),
    }),
    z.object({ kind: z.literal('passkey'), id: idOf('credential'), createdAt: time, name: z.string() }),
    z.object({ kind: z.literal('provider'), id: idOf('provider'), createdAt: time, name: z.string() }),
  ])
  .meta({ id: 'ReportSubject' });
export type ReportSubject = z.infer<typeof reportSubjectSchema>;

/** What was done at once when it was said. */
export const reportDoneSchema = z
  .object({
    sessions: z.number().int().describe('How many sessions were ended, the one that reported among them.'),
    password: z.enum(['locked', 'kept']).describe('`locked`: it opens nothing until it is changed.'),
    recoveryCodes: z.enum(['removed', 'kept']),
    tokens: z.number().int().describe('API tokens that were made since, and revoked.'),
    passkeysSince: z.array(z.string()).describe('Passkeys that were added since, which are still there.'),
    address: z.string().describe('Where it was said from.'),
  })
  .meta({ id: 'ReportDone' });
export type ReportDone = z.infer<typeof reportDoneSchema>;

/** Somebody said "this was not me". */
export const reportSchema = z
  .object({
    id: idOf('report'),
    person: z.object({ id: idOf('person'), name: z.string() }),
    about: reportSubjectSchema,
    done: reportDoneSchema,
    createdAt: time,
    acknowledgedAt: time.nullable(),
    acknowledgedBy: z.string().nullable().describe('Who looked at it.'),
  })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof reportSchema>;

/** The operations on reports. They are made on the pages of the person who reports, by nobody in their stead. */
export const reports = {
  list: defineOperation({
    id: 'reports.list',
    method: 'get',
    path: '/reports',
    summary: 'Lists what people said was not them.',
    query: pageQuery.extend({ state: z.enum(['open', 'all']).default('open') }),
    answer: pageOf(reportSchema),
  }),
  acknowledge: defineOperation({
    id: 'reports.acknowledge',
    method: 'post',
    path: '/reports/{report}/acknowledge',
    summary: 'Says that a report was looked at; it needs attention no longer.',
    params: z.object({ report: idOf('report') }),
    answer: reportSchema,
  }),
} as const;

import { z } from 'zod';
import { idOf, time } from './fields.ts';
import { defineOperation } from './operation.ts';
import { pageOf, pageQuery } from './paging.ts';

/** One sign-in of one person. */
export const sessionSchema = z
  .object({
    id: idOf('session'),
    person: z.object({ id: idOf('person'), name: z.string() }),
    methods: z.array(z.string()),
    authenticatedAt: time,
    createdAt: time,
    lastActiveAt: time,
    expiresAt: time.describe(
      'When the first of its limits ends it: the absolute one, or the one for doing nothing, which use puts off.',
    ),
    address: z.string(),
    userAgent: z.string(),
    endedAt: time.nullable(),
    endReason: z.string().nullable(),
    current: z.boolean().describe('Whether this is the session that asks.'),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof sessionSchema>;

/** How much was ended. */
export const endedSchema = z.object({ ended: z.number().int() }).meta({ id: 'Ended' });
export type Ended = z.infer<typeof endedSchema>;

const params = z.object({ session: idOf('session') });

/** The operations on sessions; a person without the right to read everything sees and ends their own. */
export const sessions = {
  list: defineOperation({
    id: 'sessions.list',
    method: 'get',
    path: '/sessions',
    summary: 'Lists sessions.',
    query: pageQuery.extend({
      person: idOf('person').optional(),
      state: z.enum(['live', 'ended', 'all']).default('live'),
    }),
    answer: pageOf(sessionSchema),
  }),
  end: defineOperation({
    id: 'sessions.end',
    method: 'post',
    path: '/sessions/{session}/end',
    summary: 'Ends a session and cuts all that is open on it.',
    params,
    answer: endedSchema,
  }),
  endAllOf: defineOperation({
    id: 'sessions.end-all-of',
    method: 'post',
    path: '/people/{person}/end-sessions',
    summary: 'Ends all sessions of a person and cuts all that is open on them.',
    params: z.object({ person: idOf('person') }),
    answer: endedSchema,
  }),
  endAll: defineOperation({
    id: 'sessions.end-all',
    method: 'post',
    path: '/sessions/end-all',
    summary: 'Ends every session of everybody and cuts all that is open.',
    answer: endedSchema,
  }),
} as const;

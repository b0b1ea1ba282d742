import { z } from 'zod';
import { holderId, idOf, sessionOrKeyId, time } from './fields.ts';
import { defineOperation } from './operation.ts';
import { pageOf, pageQuery } from './paging.ts';

/** Something that is open right now under a grant. */
export const connectionSchema = z
  .object({
    id: z.string(),
    person: z.object({ id: holderId, name: z.string() }).describe('The person, or the service account.'),
    app: z.object({ id: idOf('app'), name: z.string() }),
    session: z.string().describe('The session, or the key of a service account.'),
    grant: z.string(),
    gateway: z.string(),
    protocol: z.string(),
    address: z.string(),
    openedAt: time,
  })
  .meta({ id: 'Connection' });
export type Connection = z.infer<typeof connectionSchema>;

const params = z.object({ connection: z.string().max(100) });

/** The operations on live connections; a person without the right to read everything sees their own. */
export const connections = {
  list: defineOperation({
    id: 'connections.list',
    method: 'get',
    path: '/connections',
    summary: 'Lists what is open right now.',
    query: pageQuery.extend({
      person: holderId.optional(),
      app: idOf('app').optional(),
      session: sessionOrKeyId.optional(),
    }),
    answer: pageOf(connectionSchema),
  }),
  cut: defineOperation({
    id: 'connections.cut',
    method: 'post',
    path: '/connections/{connection}/cut',
    summary:
      'Cuts this one connection. Its session goes on, so whoever had it may connect again as far as policy allows; end the session to prevent that.',
    params,
    answer: connectionSchema
      .pick({ id: true, person: true, app: true, session: true })
      .meta({ id: 'CutConnection' }),
  }),
} as const;

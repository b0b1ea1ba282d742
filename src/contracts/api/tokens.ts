import { z } from 'zod';
import { administrativeActions } from '../access.ts';
import { idOf, lineOf, time } from './fields.ts';
import { defineOperation } from './operation.ts';
import { pageOf, pageQuery } from './paging.ts';

/** Every API token starts so, which lets scanners find one that was left lying about. */
export const apiTokenPrefix = 'slp_';

const scopes = z
  .array(z.enum(administrativeActions))
  .min(1)
  .max(administrativeActions.length)
  .describe('What it may do at most; policy for its owner still applies.');

/** An API token without its secret, which is stored nowhere. */
export const apiTokenSchema = z
  .object({
    id: idOf('apiToken'),
    name: z.string(),
    owner: z.object({ id: idOf('person'), name: z.string() }),
    scopes,
    createdAt: time,
    expiresAt: time,
    lastUsedAt: time.nullable(),
  })
  .meta({ id: 'ApiToken' });
export type ApiToken = z.infer<typeof apiTokenSchema>;

/** A new token. */
export const newApiTokenSchema = z
  .strictObject({
    name: lineOf(120),
    scopes: scopes.default(['read']),
    lifetimeDays: z.number().int().min(1).max(366).default(30),
    owner: idOf('person').optional().describe('Absent: whoever asks. The local socket has to name somebody.'),
  })
  .meta({ id: 'NewApiToken' });
export type NewApiToken = z.infer<typeof newApiTokenSchema>;

/** The operations on API tokens; a person without the right to read everything sees their own. */
export const tokens = {
  list: defineOperation({
    id: 'tokens.list',
    method: 'get',
    path: '/tokens',
    summary: 'Lists API tokens.',
    query: pageQuery,
    answer: pageOf(apiTokenSchema),
  }),
  create: defineOperation({
    id: 'tokens.create',
    method: 'post',
    path: '/tokens',
    summary: 'Makes an API token; it is shown once.',
    body: newApiTokenSchema,
    answer: z.object({ ...apiTokenSchema.shape, token: z.string().describe('Shown this once.') }),
    status: 201,
  }),
  revoke: defineOperation({
    id: 'tokens.revoke',
    method: 'delete',
    path: '/tokens/{token}',
    summary: 'Revokes an API token at once.',
    params: z.object({ token: idOf('apiToken') }),
  }),
} as const;

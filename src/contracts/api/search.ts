import { z } from 'zod';
import { defineOperation } from './operation.ts';

/** What can be found. */
export const foundKinds = [
  'person',
  'group',
  'app',
  'policy',
  'service-account',
  'gateway',
  'provider',
  'tag',
] as const;
export type FoundKind = (typeof foundKinds)[number];

/** One thing that was found. */
export const foundSchema = z
  .object({
    kind: z.enum(foundKinds),
    id: z.string().describe('A tag has its name here.'),
    name: z.string(),
    detail: z.string().describe('What tells it from others of its name: an address, a short name.'),
  })
  .meta({ id: 'Found' });
export type Found = z.infer<typeof foundSchema>;

/** The operation that looks through everything by name. */
export const search = {
  find: defineOperation({
    id: 'search.find',
    method: 'get',
    path: '/search',
    summary:
      'Finds people, groups, apps, policies, service accounts, gateways, providers and tags by part of a name or by id, the best first; whoever may not read finds themselves alone.',
    query: z.object({
      q: z.string().trim().min(1).max(100),
      limit: z.coerce.number().int().min(1).max(20).default(5).describe('Of each kind.'),
    }),
    answer: z.object({ items: z.array(foundSchema) }),
  }),
} as const;

import { z } from 'zod';
import { administrativeActions, managedTypes } from '../access.ts';
import { defineOperation } from './operation.ts';

/** The most things that are asked of at once. */
export const mostThings = 50;

/** One thing that can be administered, such as `Group:grp_…`. */
const thing = `(?:${managedTypes.join('|')}):[0-9A-Za-z_-]{1,60}`;

const need = z.object({ maxAgeSeconds: z.number().optional(), methods: z.array(z.string()).optional() });

/** What the caller may do to one thing. */
export const rightsSchema = z
  .object({
    of: z.string(),
    allowed: z.array(z.enum(administrativeActions)),
    stronger: z
      .array(z.object({ action: z.enum(administrativeActions), need }))
      .describe('What would be allowed after a stronger sign-in, and what that has to bring.'),
  })
  .meta({ id: 'Rights' });
export type Rights = z.infer<typeof rightsSchema>;

/** What the caller may do. */
export const rights = {
  list: defineOperation({
    id: 'me.rights',
    method: 'get',
    path: '/me/rights',
    summary:
      'Says what the caller may do to things, as policy is now. Every operation asks again by itself; this is for pages that offer only what will be done.',
    query: z.object({
      of: z
        .string()
        .max(4_000)
        .regex(
          new RegExp(`^${thing}(?:,${thing}){0,${mostThings - 1}}$`),
          'must be types and ids with commas between, such as Group:grp_…',
        )
        .transform((text) => text.split(','))
        .describe('Things with commas between, such as `Organisation:organisation,Group:grp_…`.'),
    }),
    answer: z.object({ items: z.array(rightsSchema) }),
  }),
} as const;

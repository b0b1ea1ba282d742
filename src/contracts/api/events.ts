import { z } from 'zod';
import { defineOperation } from './operation.ts';

/** What an event can be about; `other`: something that has no list of its own here. */
export const eventNouns = [
  'people',
  'groups',
  'apps',
  'policies',
  'providers',
  'gateways',
  'tokens',
  'sessions',
  'connections',
  'decisions',
  'audit',
  'weakenings',
  'proposals',
  'other',
] as const;
export type EventNoun = (typeof eventNouns)[number];

/** What happened to things of one kind since the event before. */
export const happenedSchema = z
  .object({
    noun: z.enum(eventNouns),
    kinds: z.array(z.string()).describe('Such as `object-changed`, `decision-made`, `opened`, `closed`.'),
    ids: z.array(z.string()).describe('Which of them; none when not known.'),
    more: z.boolean().describe('There were more than are named.'),
  })
  .meta({ id: 'Happened' });
export type Happened = z.infer<typeof happenedSchema>;

/** The data of an event `happened`. */
export const happenedListSchema = z.array(happenedSchema);

/** The operation that tells of what happens while it happens. */
export const events = {
  stream: defineOperation({
    id: 'events.stream',
    method: 'get',
    path: '/events',
    summary:
      'Tells what happens as server-sent events: `happened` names kinds and ids and never contents, `resync` says that some were missed and everything is to be read again, `beat` comes every 15 s.',
    query: z.object({
      after: z
        .string()
        .max(60)
        .optional()
        .describe('The id of the last event that was heard, as `Last-Event-ID` carries it too.'),
    }),
    streams: 'text/event-stream',
  }),
} as const;

import { z } from 'zod';
import { idOf } from './fields.ts';
import { defineOperation } from './operation.ts';

/** The sample app, and the last ends of its clock. */
export const sampleSchema = z
  .object({
    available: z.boolean().describe('Whether this installation can start it: `sallyport serve` can.'),
    running: z.boolean(),
    app: z
      .object({ id: idOf('app'), name: z.string(), url: z.string() })
      .nullable()
      .describe('Null until it is protected.'),
    stops: z
      .array(
        z.object({
          at: z.number().describe("When the clock's connection ended, by the browser that showed it."),
          lastTickAt: z.number(),
          ticks: z.number().int(),
        }),
      )
      .describe('The newest first.'),
  })
  .meta({ id: 'Sample' });
export type Sample = z.infer<typeof sampleSchema>;

/** The operations on the sample app. */
export const sample = {
  get: defineOperation({
    id: 'sample.get',
    method: 'get',
    path: '/sample',
    summary: 'Reads how the sample app is.',
    answer: sampleSchema,
  }),
  protect: defineOperation({
    id: 'sample.protect',
    method: 'post',
    path: '/sample',
    summary: 'Starts the sample app, puts it behind Sallyport and lets administrators open it.',
    answer: sampleSchema,
  }),
} as const;

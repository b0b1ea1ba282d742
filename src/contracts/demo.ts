import { z } from 'zod';

/** The key of the setting by which an installation knows that it is the demo. No operation writes it. */
export const demoSetting = 'demo';

/** What the console is told of the demo: where a page of the demo's own, on this machine, says whom to be. */
export const demoSchema = z
  .object({
    guide: z.string().regex(/^http:\/\/127\.0\.0\.1:\d{1,5}\/$/, 'must be a page on this machine'),
  })
  .meta({ id: 'Demo' });
export type Demo = z.infer<typeof demoSchema>;

import { z } from 'zod';

/** What every listing takes: the newest come first. */
export const pageQuery = z.object({
  /** `next` of the page before. */
  cursor: z.string().max(1_000).optional().describe('`next` of the page before; absent: the first page.'),
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('At most this many, 1 to 500.'),
});

/** What every listing answers with. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    /** Where the next page starts; absent on the last. */
    next: z.string().optional().describe('Where the next page starts; absent on the last.'),
  });
}

import { z } from 'zod';

/** One thing that is wrong in a request, placed so that a form or an editor can mark it. */
export const requestProblemSchema = z.object({
  /** A dotted path into the body, or the name of a parameter; empty: the request as a whole. */
  at: z.string(),
  message: z.string(),
  help: z.string().optional(),
  severity: z.enum(['error', 'warning']).optional(),
  /** Offsets in a text, in UTF-16 units. */
  start: z.number().int().optional(),
  end: z.number().int().optional(),
});
export type RequestProblem = z.infer<typeof requestProblemSchema>;

/** What is answered in place of a result (RFC 9457, `application/problem+json`). */
export const problemSchema = z
  .object({
    /** `urn:sallyport:fault:` and the code. */
    type: z.string(),
    title: z.string().describe('What happened, one sentence.'),
    status: z.number().int(),
    code: z.string().describe('Stable; the title is not.'),
    /** Says more about this case, to whoever asked. */
    detail: z.string().optional(),
    errorId: z.string().describe('Under this id the log says more.'),
    problems: z.array(requestProblemSchema).optional(),
    /** The proposal that was made of the request, where a second person has to agree. */
    proposal: z.string().optional(),
    /** Why policy refused: a code of the reasons. */
    reason: z.string().optional(),
    /** What a stronger sign-in would have to bring, where that would do. */
    need: z
      .object({ maxAgeSeconds: z.number().optional(), methods: z.array(z.string()).optional() })
      .optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;

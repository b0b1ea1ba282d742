import { z } from 'zod';
import { decisionSummarySchema, voiceSchema } from '#contracts/api/decisions.ts';
import type { AuditEvent } from '#contracts/events.ts';

/** What the record of a decision holds; only what is read here is named. */
const recordSchema = z.object({
  id: z.string(),
  at: z.number(),
  inputDigest: z.string(),
  person: z.string().optional(),
  app: z.string().optional(),
  session: z.string().optional(),
  decision: z.object({
    outcome: decisionSummarySchema.shape.outcome,
    reason: z.string(),
    policyRevision: z.number().int(),
    need: z
      .object({ maxAgeSeconds: z.number().optional(), methods: z.array(z.string()).optional() })
      .optional(),
    policies: z.array(voiceSchema),
  }),
});
export type StoredDecision = z.infer<typeof recordSchema>;

/** Reads a decision out of its audit event; undefined: it is a count of repetitions, or was erased. */
export function storedDecision(event: AuditEvent | undefined): StoredDecision | undefined {
  if (event?.kind !== 'decision-made') return undefined;
  const parsed = recordSchema.safeParse(event.data);
  return parsed.success ? parsed.data : undefined;
}

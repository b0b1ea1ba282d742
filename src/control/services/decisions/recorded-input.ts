import { z } from 'zod';
import { authenticationMethods, type DecisionInput } from '#contracts/access.ts';

const groups = z.array(z.object({ id: z.string(), name: z.string(), parents: z.array(z.string()) }));
const common = {
  id: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  labels: z.array(z.string()),
  groups: groups.exactOptional(),
};

const recordedSchema = z.object({
  principal: z.union([
    z.object({
      kind: z.literal('person'),
      ...common,
      issuer: z.string(),
      subject: z.string(),
      email: z.string().exactOptional(),
    }),
    z.object({
      kind: z.literal('service-account'),
      ...common,
      owner: z.string().exactOptional(),
      apps: z.array(z.string()),
    }),
  ]),
  action: z.literal('open'),
  resource: z.object({
    type: z.literal('App'),
    id: z.string(),
    name: z.string(),
    kind: z.enum(['web', 'tcp', 'federated']),
    system: z.string().exactOptional(),
    sensitivity: z.enum(['low', 'medium', 'high']),
    labels: z.array(z.string()),
    tags: z.array(z.object({ name: z.string(), parents: z.array(z.string()) })),
  }),
  route: z.object({ id: z.string(), name: z.string() }).exactOptional(),
  authn: z.object({ methods: z.array(z.enum(authenticationMethods)), authenticatedAt: z.number() }),
  device: z.object({
    class: z.enum(['unmanaged', 'managed']),
    id: z.string().exactOptional(),
    facts: z.record(z.string(), z.unknown()),
  }),
  network: z.object({
    address: z.string(),
    country: z.string().exactOptional(),
    asn: z.number().exactOptional(),
  }),
  risk: z
    .object({ level: z.enum(['low', 'medium', 'high']), score: z.number(), signals: z.array(z.string()) })
    .exactOptional(),
  http: z.object({ method: z.string(), path: z.string() }).exactOptional(),
  time: z.object({ zone: z.string() }),
});

/**
 * Reads an input as it was recorded, and puts back the moment, which stands in the decision's record. Undefined: it
 * is of a form that this version does not know, so it cannot be decided again.
 */
export function recordedInput(bytes: Buffer, at: number): DecisionInput | undefined {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
  const parsed = recordedSchema.safeParse(json);
  if (!parsed.success) return undefined;
  return { ...parsed.data, time: { at, zone: parsed.data.time.zone } };
}

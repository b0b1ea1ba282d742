import { z } from 'zod';
import { idOf, lineOf, time } from './fields.ts';
import { defineOperation } from './operation.ts';
import { pageOf, pageQuery } from './paging.ts';

/** A gateway that joined. */
export const gatewaySchema = z
  .object({
    id: idOf('gateway'),
    name: z.string(),
    state: z.enum(['enabled', 'disabled']),
    fingerprint: z.string().nullable().describe('SHA-256 of its certificate, hex.'),
    createdAt: time,
    lastSeenAt: time.nullable(),
    software: z
      .string()
      .nullable()
      .describe('The version that it runs, by its own word; null before it connected.'),
    live: z.number().int().describe('How many connections are open on it.'),
  })
  .meta({ id: 'Gateway' });
export type Gateway = z.infer<typeof gatewaySchema>;

/** A token that lets gateways in. */
export const joinTokenSchema = z
  .object({
    id: z.string(),
    token: z.string().describe('Shown this once.'),
    name: z.string(),
    expiresAt: time,
  })
  .meta({ id: 'JoinToken' });
export type JoinToken = z.infer<typeof joinTokenSchema>;

const params = z.object({ gateway: idOf('gateway') });

/** The operations on gateways. */
export const gateways = {
  list: defineOperation({
    id: 'gateways.list',
    method: 'get',
    path: '/gateways',
    summary: 'Lists gateways.',
    query: pageQuery,
    answer: pageOf(gatewaySchema),
  }),
  joinToken: defineOperation({
    id: 'gateways.join-token',
    method: 'post',
    path: '/gateways/join-tokens',
    summary: 'Makes a token that lets a new gateway join.',
    body: z.strictObject({
      name: lineOf(60).describe('What the gateway will be called.'),
      uses: z.number().int().min(1).max(100).default(1),
      lifetimeMinutes: z.number().int().min(1).max(10_080).default(60),
    }),
    answer: joinTokenSchema,
    status: 201,
  }),
  disable: defineOperation({
    id: 'gateways.disable',
    method: 'post',
    path: '/gateways/{gateway}/disable',
    summary: 'Disables a gateway: what is open on it is cut, and its stream and certificate count no more.',
    params,
    answer: gatewaySchema,
  }),
  enable: defineOperation({
    id: 'gateways.enable',
    method: 'post',
    path: '/gateways/{gateway}/enable',
    summary:
      'Enables a gateway again; it comes back by itself while its certificate lasts; one that `serve` runs, also later.',
    params,
    answer: gatewaySchema,
  }),
} as const;

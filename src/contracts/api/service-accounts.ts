import { z } from 'zod';
import { keyLifetimeDays } from '../service-keys.ts';
import { idOf, label, lineOf, shortName, time, version } from './fields.ts';
import { defineOperation } from './operation.ts';
import { pageOf, pageQuery } from './paging.ts';

const appList = z.array(idOf('app')).max(200);
const named = (kind: 'app' | 'group') => z.object({ id: idOf(kind), name: z.string() });

/** A service account: a program that opens applications with keys of its own. */
export const serviceAccountSchema = z
  .object({
    id: idOf('serviceAccount'),
    name: shortName,
    description: z.string(),
    state: z.enum(['enabled', 'disabled']),
    owner: z
      .object({
        id: idOf('person'),
        name: z.string(),
        state: z.enum(['invited', 'enabled', 'disabled']),
      })
      .nullable()
      .describe('Who answers for it. Policy sees an owner only while they are enabled.'),
    apps: z.array(named('app')).describe('The only apps that it may open at all; policy decides among them.'),
    labels: z.array(z.string()),
    groups: z.array(named('group')).describe('Those it is directly in.'),
    liveKeys: z.int().describe('How many of its keys work now.'),
    usedAt: time.nullable().describe('When one of its keys was last used, to within about a minute.'),
    version,
    createdAt: time,
    changedAt: time,
  })
  .meta({ id: 'ServiceAccount' });
export type ServiceAccount = z.infer<typeof serviceAccountSchema>;

const description = z.union([z.literal(''), lineOf(500)]);
const groups = z.array(idOf('group')).max(100);
const labels = z.array(label).max(50);

/** A new service account. */
export const newServiceAccountSchema = z
  .strictObject({
    name: shortName,
    description: description.default(''),
    owner: idOf('person').optional().describe('Absent: whoever asks; over the local socket nobody.'),
    apps: appList.default([]),
    labels: labels.default([]),
    groups: groups.default([]),
  })
  .meta({ id: 'NewServiceAccount' });
export type NewServiceAccount = z.infer<typeof newServiceAccountSchema>;

/** What may be changed of a service account. */
export const serviceAccountEditSchema = z
  .strictObject({
    name: shortName.optional(),
    description: description.optional(),
    state: z.enum(['enabled', 'disabled']).optional(),
    owner: idOf('person').nullable().optional(),
    apps: appList.optional(),
    labels: labels.optional(),
    groups: groups.optional(),
  })
  .meta({ id: 'ServiceAccountEdit' });
export type ServiceAccountEdit = z.infer<typeof serviceAccountEditSchema>;

/** A key without its secret, which is stored nowhere. */
export const serviceKeySchema = z
  .object({
    id: idOf('serviceKey'),
    name: z.string(),
    state: z.enum(['live', 'expired', 'revoked']),
    apps: z
      .array(named('app'))
      .nullable()
      .describe('The only apps of its account that it opens; null: all of them.'),
    createdAt: time,
    expiresAt: time,
    revokedAt: time.nullable(),
    usedAt: time.nullable().describe('To within about a minute.'),
    usedFrom: z.string().nullable().describe('The address that last used it.'),
  })
  .meta({ id: 'ServiceKey' });
export type ServiceKey = z.infer<typeof serviceKeySchema>;

/** A new key. */
export const newServiceKeySchema = z
  .strictObject({
    name: lineOf(120).describe('Where it is used.'),
    lifetimeDays: z.number().int().min(1).max(keyLifetimeDays.most).default(keyLifetimeDays.usual),
    apps: appList.min(1).optional().describe('Some of the apps of its account; absent: all of them.'),
  })
  .meta({ id: 'NewServiceKey' });
export type NewServiceKey = z.infer<typeof newServiceKeySchema>;

const params = z.object({
  account: z.union([idOf('serviceAccount'), shortName]).describe('Its id or its name.'),
});
const keyParams = params.extend({ key: idOf('serviceKey') });

/** The operations on service accounts and their keys. */
export const serviceAccounts = {
  list: defineOperation({
    id: 'service-accounts.list',
    method: 'get',
    path: '/service-accounts',
    summary: 'Lists service accounts.',
    query: pageQuery.extend({ search: z.string().max(200).optional() }),
    answer: pageOf(serviceAccountSchema),
  }),
  get: defineOperation({
    id: 'service-accounts.get',
    method: 'get',
    path: '/service-accounts/{account}',
    summary: 'Reads one service account.',
    params,
    answer: serviceAccountSchema,
  }),
  create: defineOperation({
    id: 'service-accounts.create',
    method: 'post',
    path: '/service-accounts',
    summary: 'Makes a service account; it opens nothing before it has a key, and policy allows it.',
    body: newServiceAccountSchema,
    answer: serviceAccountSchema,
    status: 201,
  }),
  update: defineOperation({
    id: 'service-accounts.update',
    method: 'patch',
    path: '/service-accounts/{account}',
    summary: 'Changes a service account; disabling it cuts what it has open.',
    params,
    body: serviceAccountEditSchema,
    answer: serviceAccountSchema,
    versioned: true,
  }),
  remove: defineOperation({
    id: 'service-accounts.remove',
    method: 'delete',
    path: '/service-accounts/{account}',
    summary: 'Removes a service account with its keys, and cuts what it has open.',
    params,
    versioned: true,
  }),
  keys: defineOperation({
    id: 'service-accounts.keys',
    method: 'get',
    path: '/service-accounts/{account}/keys',
    summary: 'Lists the keys of a service account, the newest first.',
    params,
    answer: z.object({ items: z.array(serviceKeySchema) }),
  }),
  addKey: defineOperation({
    id: 'service-accounts.add-key',
    method: 'post',
    path: '/service-accounts/{account}/keys',
    summary: 'Makes a key for a service account; it is shown once.',
    params,
    body: newServiceKeySchema,
    answer: z.object({ ...serviceKeySchema.shape, key: z.string().describe('Shown this once.') }),
    status: 201,
  }),
  endKey: defineOperation({
    id: 'service-accounts.end-key',
    method: 'post',
    path: '/service-accounts/{account}/keys/{key}/end',
    summary: 'Sets an earlier end for a key, so that programs can change to a newer one before it.',
    params: keyParams,
    body: z.strictObject({ at: time.describe('Never later than the key would end anyhow.') }),
    answer: serviceKeySchema,
  }),
  revokeKey: defineOperation({
    id: 'service-accounts.revoke-key',
    method: 'delete',
    path: '/service-accounts/{account}/keys/{key}',
    summary: 'Revokes a key at once and cuts what it has open.',
    params: keyParams,
  }),
} as const;

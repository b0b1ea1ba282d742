import { z } from 'zod';
import { providerFaults, providerSettingsSchema } from '../provider-settings.ts';
import { idOf, lineOf, shortName, time, version } from './fields.ts';
import { defineOperation } from './operation.ts';

const issuer = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((text) => !/[?#]/.test(text), 'must have no query and no fragment')
  .refine((text) => !/\/\/[^/]*@/.test(text), 'must not hold a name or password')
  .describe(
    'As the provider writes itself, to the letter, such as `https://login.example.org/realms/staff`.',
  );

const clientId = lineOf(500).describe('What the provider calls us.');
const clientSecret = z.string().min(1).max(2_000).describe('Kept sealed; never shown again.');
const title = lineOf(60).describe('What the button says after "Continue with".');
const state = z.enum(['enabled', 'disabled']);

/** A provider of sign-ins (OpenID Connect), without its secret. */
export const providerSchema = z
  .object({
    id: idOf('provider'),
    name: z.string(),
    title: z.string(),
    issuer: z.string(),
    clientId: z.string(),
    hasSecret: z.boolean(),
    settings: providerSettingsSchema,
    state,
    addresses: z
      .object({ callback: z.string(), backChannelLogout: z.string(), startLogin: z.string() })
      .describe('What the provider has to be told: redirect, back-channel logout, initiate-login address.'),
    version,
    createdAt: time,
    changedAt: time,
  })
  .meta({ id: 'Provider' });
export type ProviderView = z.infer<typeof providerSchema>;

/** A new provider. */
export const newProviderSchema = z
  .strictObject({
    name: shortName.describe('Stands in the addresses that the provider is told; never changes.'),
    title,
    issuer,
    clientId,
    clientSecret: clientSecret.optional().describe('Absent for a public client.'),
    settings: providerSettingsSchema.prefault({}),
    state: state.default('enabled'),
  })
  .meta({ id: 'NewProvider' });
export type NewProviderInput = z.infer<typeof newProviderSchema>;

/** What may be changed of a provider; its issuer may not, since people are known by it. */
export const providerEditSchema = z
  .strictObject({
    title: title.optional(),
    clientId: clientId.optional(),
    clientSecret: clientSecret.nullable().optional().describe('null takes it away.'),
    settings: providerSettingsSchema.optional(),
    state: state.optional(),
  })
  .meta({ id: 'ProviderEdit' });
export type ProviderEditInput = z.infer<typeof providerEditSchema>;

/** What a try of a provider came to. */
export const providerTestSchema = z
  .object({
    works: z.boolean(),
    code: z.enum(['works', ...providerFaults]),
    said: z.string().describe('In words, with what can be done.'),
    notes: z.array(z.string()).describe('What the provider does not offer that we could use.'),
  })
  .meta({ id: 'ProviderTest' });
export type ProviderTest = z.infer<typeof providerTestSchema>;

const params = z.object({ provider: z.string().max(200).describe('Its id or its name.') });

/** The operations on providers of sign-ins. */
export const providers = {
  list: defineOperation({
    id: 'providers.list',
    method: 'get',
    path: '/providers',
    summary: 'Lists the providers by which people may sign in.',
    answer: z.object({ items: z.array(providerSchema) }),
  }),
  get: defineOperation({
    id: 'providers.get',
    method: 'get',
    path: '/providers/{provider}',
    summary: 'Reads one provider.',
    params,
    answer: providerSchema,
  }),
  create: defineOperation({
    id: 'providers.create',
    method: 'post',
    path: '/providers',
    summary: 'Adds a provider by which people may sign in.',
    body: newProviderSchema,
    answer: providerSchema,
    status: 201,
  }),
  update: defineOperation({
    id: 'providers.update',
    method: 'patch',
    path: '/providers/{provider}',
    summary: 'Changes a provider; disabling it ends the sessions that rest on its word.',
    params,
    body: providerEditSchema,
    answer: providerSchema,
    versioned: true,
  }),
  remove: defineOperation({
    id: 'providers.remove',
    method: 'delete',
    path: '/providers/{provider}',
    summary: 'Removes a provider: its sessions end, nobody comes in by it, what it said of groups is gone.',
    params,
    versioned: true,
  }),
  test: defineOperation({
    id: 'providers.test',
    method: 'post',
    path: '/providers/{provider}/test',
    summary: 'Reads the provider’s own description and keys, and says what is wrong in words.',
    params,
    answer: providerTestSchema,
  }),
  unlink: defineOperation({
    id: 'providers.unlink',
    method: 'delete',
    path: '/providers/{provider}/people/{person}',
    summary: 'Unties a person from a provider and ends the sessions that rest on its word.',
    params: params.extend({ person: idOf('person') }),
  }),
} as const;

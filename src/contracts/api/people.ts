import { z } from 'zod';
import { idOf, label, lineOf, time, version } from './fields.ts';
import { defineOperation } from './operation.ts';
import { pageOf, pageQuery } from './paging.ts';

/** What a person may be allowed to do beyond using apps; what each role means is said by policies. */
export const roleSchema = z.enum(['owner', 'admin', 'auditor']);
export type Role = z.infer<typeof roleSchema>;

const email = z.email().max(254);

/** A person. */
export const personSchema = z
  .object({
    id: idOf('person'),
    name: z.string(),
    email: z.string().nullable(),
    issuer: z.string().describe('Who vouches for them.'),
    subject: z.string().describe("Their stable name in the issuer's word."),
    state: z.enum(['invited', 'enabled', 'disabled']),
    roles: z.array(z.string()),
    labels: z.array(z.string()),
    groups: z
      .array(z.object({ id: idOf('group'), name: z.string() }))
      .describe('Those they are directly in.'),
    version,
    createdAt: time,
    changedAt: time,
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof personSchema>;

/** Whom to invite. */
export const invitationSchema = z
  .strictObject({
    name: lineOf(120),
    email: email.describe('What they sign in with. No mail is sent: hand the link over yourself.'),
    roles: z.array(roleSchema).max(3).default([]),
    groups: z.array(idOf('group')).max(100).default([]),
    labels: z.array(label).max(50).default([]),
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof invitationSchema>;

/** A link that works once. */
export const oneTimeLinkSchema = z
  .object({
    url: z.string().describe('Shown this once; whoever has it can use it.'),
    expiresAt: time,
  })
  .meta({ id: 'OneTimeLink' });
export type OneTimeLink = z.infer<typeof oneTimeLinkSchema>;

/** What may be changed of a person. */
export const personEditSchema = z
  .strictObject({
    name: lineOf(120).optional(),
    email: email.optional(),
    state: z.enum(['enabled', 'disabled']).optional(),
    roles: z.array(roleSchema).max(3).optional(),
    labels: z.array(label).max(50).optional(),
  })
  .meta({ id: 'PersonEdit' });
export type PersonEdit = z.infer<typeof personEditSchema>;

/** What a person signs in with; secrets are in none of it. */
export const signInMethodsSchema = z
  .object({
    password: z.object({ createdAt: time }).nullable().describe('Null where they have none.'),
    authenticators: z
      .array(z.object({ createdAt: time, usedAt: time.nullable() }))
      .describe('Authenticator apps.'),
    recoveryCodesLeft: z.int(),
    passkeys: z.array(
      z.object({
        id: idOf('credential'),
        name: z.string(),
        createdAt: time,
        usedAt: time.nullable(),
        backedUp: z.boolean().describe('Whether a password manager or the like keeps a copy.'),
        copiedAt: time
          .nullable()
          .describe(
            'When its counter went back: somebody else may hold a copy, and it opens nothing any more.',
          ),
      }),
    ),
  })
  .meta({ id: 'SignInMethods' });
export type SignInMethods = z.infer<typeof signInMethodsSchema>;

/** A group that somebody is in, and by whose word. */
export const personGroupSchema = z
  .object({
    id: idOf('group'),
    name: z.string(),
    ours: z.boolean().describe('Put in here, by an administrator.'),
    providers: z
      .array(z.object({ id: idOf('provider'), title: z.string() }))
      .describe('Providers that say so.'),
    through: z
      .array(z.object({ id: idOf('group'), name: z.string() }))
      .describe('Groups of theirs that are in it.'),
  })
  .meta({ id: 'PersonGroup' });
export type PersonGroup = z.infer<typeof personGroupSchema>;

/** By whom else somebody is vouched for. */
export const personIdentitySchema = z
  .object({
    provider: z.object({ id: idOf('provider'), title: z.string() }),
    issuer: z.string(),
    subject: z.string(),
    login: z.string().nullable(),
    groups: z.enum(['none', 'known', 'unknown']).describe('`none`: this provider is not asked for groups.'),
    groupsAt: time,
    createdAt: time,
    usedAt: time,
  })
  .meta({ id: 'PersonIdentity' });
export type PersonIdentity = z.infer<typeof personIdentitySchema>;

const params = z.object({ person: idOf('person') });

/** The operations on people. */
export const people = {
  list: defineOperation({
    id: 'people.list',
    method: 'get',
    path: '/people',
    summary: 'Lists people.',
    query: pageQuery.extend({ search: z.string().max(200).optional() }),
    answer: pageOf(personSchema),
  }),
  get: defineOperation({
    id: 'people.get',
    method: 'get',
    path: '/people/{person}',
    summary: 'Reads one person.',
    params,
    answer: personSchema,
  }),
  invite: defineOperation({
    id: 'people.invite',
    method: 'post',
    path: '/people',
    summary: 'Adds a person and makes the link by which they choose how to sign in.',
    body: invitationSchema,
    answer: z.object({ person: personSchema, link: oneTimeLinkSchema }),
    status: 201,
  }),
  update: defineOperation({
    id: 'people.update',
    method: 'patch',
    path: '/people/{person}',
    summary: 'Changes a person; disabling ends their sessions and cuts what they have open.',
    params,
    body: personEditSchema,
    answer: personSchema,
    versioned: true,
  }),
  remove: defineOperation({
    id: 'people.remove',
    method: 'delete',
    path: '/people/{person}',
    summary: 'Removes a person with all that is theirs, and cuts what they have open.',
    params,
    versioned: true,
  }),
  methods: defineOperation({
    id: 'people.methods',
    method: 'get',
    path: '/people/{person}/methods',
    summary: 'Reads what a person signs in with. A reset link replaces all of it.',
    params,
    answer: signInMethodsSchema,
  }),
  groups: defineOperation({
    id: 'people.groups',
    method: 'get',
    path: '/people/{person}/groups',
    summary: 'Lists every group that a person is in, and by whose word.',
    params,
    answer: z.object({
      known: z.boolean().describe('False: a provider did not say lately, and policies see no group.'),
      items: z.array(personGroupSchema),
    }),
  }),
  identities: defineOperation({
    id: 'people.identities',
    method: 'get',
    path: '/people/{person}/identities',
    summary: 'Lists the providers that vouch for a person.',
    params,
    answer: z.object({ items: z.array(personIdentitySchema) }),
  }),
  removePasskey: defineOperation({
    id: 'people.remove-passkey',
    method: 'delete',
    path: '/people/{person}/passkeys/{passkey}',
    summary: 'Removes a passkey of a person, and ends the sessions that rest on a passkey.',
    params: params.extend({ passkey: idOf('credential') }),
  }),
  resetLink: defineOperation({
    id: 'people.reset-link',
    method: 'post',
    path: '/people/{person}/reset-link',
    summary: 'Makes the link by which a person chooses anew how to sign in.',
    params,
    answer: oneTimeLinkSchema,
    status: 201,
  }),
} as const;

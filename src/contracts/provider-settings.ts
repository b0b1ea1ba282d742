import { z } from 'zod';
import { hasUnseenMarks } from '#base/unseen-marks.ts';

const claim = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21-\x7e]+$/, 'must be the name of a claim');

const proves = z.enum(['otp', 'hwk']);
const words = z
  .record(z.string().min(1).max(200), proves)
  .refine((map) => Object.keys(map).length <= 50, 'has at most 50 words');

// A sign-in is as safe as these are; nobody sets them by hand.
const ownParameters = [
  'client_id',
  'redirect_uri',
  'response_type',
  'response_mode',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'max_age',
  'request',
  'request_uri',
  'login_hint',
  'id_token_hint',
];

/** Minutes for which groups that a provider told are believed when it cannot be asked again. */
export const usualGroupsHoldMinutes = 240;

/** How a provider of sign-ins is used. Every field has a default that opens nothing. */
export const providerSettingsSchema = z
  .strictObject({
    scopes: z
      .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, 'must be a scope (RFC 6749, 3.3)'))
      .max(30)
      .default(['openid', 'profile', 'email'])
      .describe('What is asked for; `openid` always is. `offline_access` often brings a refresh token.'),
    claims: z
      .strictObject({
        login: claim.default('preferred_username'),
        name: claim.default('name'),
        email: claim.default('email'),
        groups: claim.nullable().default(null).describe('null: the provider is not asked for groups.'),
      })
      .prefault({}),
    joining: z
      .enum(['invited', 'first-sign-in'])
      .default('invited')
      .describe('Whether somebody whom nobody invited or linked becomes a person at their first sign-in.'),
    emailDomains: z
      .array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain in lower case'))
      .max(100)
      .default([])
      .describe('Who may become a person: only verified addresses below these; empty for anybody.'),
    secondFactor: z
      .enum(['ours', 'theirs'])
      .default('ours')
      .describe(
        '`ours`: a second factor of ours is asked for. `theirs`: one that the provider names counts.',
      ),
    provenBy: z
      .strictObject({
        amr: words.default({ mfa: 'otp', otp: 'otp', hwk: 'hwk' }),
        acr: words.default({}),
      })
      .prefault({})
      .describe('With `theirs`: which of the provider’s words stand for which method of ours.'),
    acrValues: z.array(claim).max(10).default([]).describe('What is asked for as `acr_values`.'),
    parameters: z
      .record(z.string().regex(/^[a-z_]{1,40}$/), z.string().min(1).max(200))
      .refine(
        (map) => Object.keys(map).every((name) => !ownParameters.includes(name)),
        `must name none of ${ownParameters.join(', ')}`,
      )
      .refine((map) => Object.keys(map).length <= 10, 'has at most 10 parameters')
      .default({})
      .describe('What else stands in the address that people are sent to, such as `access_type: offline`.'),
    afterRevocation: z
      .enum(['fresh', 'any'])
      .default('fresh')
      .describe(
        '`fresh`: after a session was taken from somebody they prove themselves at the provider anew. `any` for a provider that does not say when that was.',
      ),
    groupPrefix: z
      .string()
      .max(60)
      .refine(
        (text) => !hasUnseenMarks(text),
        'must not hold control characters or marks that hide or turn text',
      )
      .default('')
      .describe('Stands before the provider’s name of a group to make ours.'),
    unknownGroups: z.enum(['ignore', 'make']).default('ignore'),
    groupsHoldMinutes: z.number().int().min(15).max(10_080).default(usualGroupsHoldMinutes),
    reach: z
      .enum(['public', 'private'])
      .default('public')
      .describe('`private`: the provider may be at a private or loopback address.'),
    ca: z
      .string()
      .max(20_000)
      .regex(/^\s*-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/, 'must be PEM')
      .nullable()
      .default(null)
      .describe('An authority to believe for this provider, beside the usual ones (PEM).'),
  })
  .meta({ id: 'ProviderSettings' });
export type ProviderSettings = z.infer<typeof providerSettingsSchema>;

/** What can be wrong with a provider, by a stable code. */
export const providerFaults = [
  'name-unknown',
  'no-route',
  'refused-connection',
  'too-slow',
  'too-large',
  'address-forbidden',
  'certificate-expired',
  'certificate-unknown',
  'certificate-for-another',
  'clock',
  'not-found',
  'not-json',
  'issuer-differs',
  'insecure-address',
  'not-enough-offered',
  'refused-by-provider',
  'client-unknown',
  'invalid-answer',
  'no-time-of-sign-in',
  'broken-connection',
] as const;
export type ProviderFault = (typeof providerFaults)[number];

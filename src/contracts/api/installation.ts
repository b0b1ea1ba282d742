import { z } from 'zod';
import { demoSchema } from '../demo.ts';
import { lineOf, time, version } from './fields.ts';
import { defineOperation } from './operation.ts';
import { oneTimeLinkSchema } from './people.ts';
import { endedSchema } from './sessions.ts';

/** Who asks, and what they hold. */
export const meSchema = z
  .object({
    actor: z.object({ kind: z.string(), id: z.string().optional(), name: z.string().optional() }),
    person: z
      .object({
        id: z.string(),
        name: z.string(),
        email: z.string().nullable(),
        roles: z.array(z.string()),
      })
      .nullable(),
    session: z.string().nullable(),
    csrf: z.string().nullable().describe('To be sent as `Csrf-Token` with every write from a browser.'),
    mayAdminister: z.boolean(),
    demo: demoSchema.nullable().describe('Null, except in the demo that comes with Sallyport.'),
    domain: z.string(),
    version: z.string(),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof meSchema>;

/** What holds for the whole installation. */
const settingFields = {
  organisation: lineOf(120).describe('Its name, as pages show it.'),
  zone: z
    .string()
    .max(60)
    .refine(isZone, 'must be an IANA time zone such as Europe/Berlin')
    .describe('The zone in which policies read weekday and time of day.'),
};

export const settingsSchema = z.object({ ...settingFields, version }).meta({ id: 'Settings' });
export type Settings = z.infer<typeof settingsSchema>;

export const settingsEditSchema = z
  .strictObject(z.object(settingFields).partial().shape)
  .meta({ id: 'SettingsEdit' });
export type SettingsEdit = z.infer<typeof settingsEditSchema>;

/** How the parts are. */
export const statusSchema = z
  .object({
    version: z.string(),
    domain: z.string(),
    consoleUrl: z.string(),
    dataDir: z
      .string()
      .nullable()
      .describe(
        'Where its data lies, as a word of a shell, where commands on its machine need `--data-dir` to find it.',
      ),
    claimed: z.boolean(),
    now: time.describe('The clock of the process that answers.'),
    databaseNow: time,
    policyRevision: z.number().int(),
    changeApplied: z.number().int(),
    sessions: z
      .object({ longestSeconds: z.number().int(), idleSeconds: z.number().int() })
      .describe('When every session ends, and when one ends that nobody uses.'),
    checks: z.array(
      z.object({
        name: z.string(),
        state: z.enum(['ok', 'degraded', 'failing']),
        why: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Status' });
export type Status = z.infer<typeof statusSchema>;

/** What an administrator should look at. */
export const attentionSchema = z
  .object({
    kind: z
      .enum([
        'recovered',
        'reported',
        'weakened',
        'proposals-waiting',
        'second-person-alone',
        'part-failing',
        'gateway-away',
        'key-expiring',
        'one-owner',
        'no-backup',
        'records-dropped',
        'groups-unknown',
        'test-broken',
        'not-enforced',
        'observing',
        'account-unanswered',
        'account-key-ending',
        'public-paths',
      ])
      .describe('A stable word; more are added.'),
    severity: z.enum(['urgent', 'soon', 'known']),
    count: z.number().int(),
    about: z.array(z.object({ id: z.string(), name: z.string() })).describe('The first of them.'),
    at: time.nullable().describe('Since when, or until when; null where it has no time.'),
  })
  .meta({ id: 'Attention' });
export type Attention = z.infer<typeof attentionSchema>;

/** The operations on oneself and on the installation. */
export const installation = {
  me: defineOperation({
    id: 'me.get',
    method: 'get',
    path: '/me',
    summary: 'Says who asks.',
    answer: meSchema,
  }),
  settings: defineOperation({
    id: 'settings.get',
    method: 'get',
    path: '/settings',
    summary: 'Reads what holds for the whole installation.',
    answer: settingsSchema,
  }),
  changeSettings: defineOperation({
    id: 'settings.update',
    method: 'patch',
    path: '/settings',
    summary: 'Changes what holds for the whole installation.',
    body: settingsEditSchema,
    answer: settingsSchema,
    versioned: true,
  }),
  status: defineOperation({
    id: 'status.get',
    method: 'get',
    path: '/status',
    summary: 'Says how the parts are.',
    answer: statusSchema,
  }),
  inForce: defineOperation({
    id: 'status.in-force',
    method: 'get',
    path: '/in-force',
    summary:
      'Says whether what was written until now holds at every gateway that is connected to the answering control plane; waits for a second at most.',
    answer: z.object({ inForce: z.boolean() }),
  }),
  attention: defineOperation({
    id: 'attention.list',
    method: 'get',
    path: '/attention',
    summary: 'Lists what an administrator should look at, the most urgent first.',
    answer: z.object({
      items: z.array(attentionSchema),
      lastBackupAt: time.nullable().describe('When the last backup was made here.'),
    }),
  }),
  acknowledge: defineOperation({
    id: 'attention.acknowledge',
    method: 'post',
    path: '/attention/recovered/acknowledge',
    summary: 'Says that the uses of the way back in up to a moment were seen.',
    body: z.strictObject({ until: time }),
  }),
  authorities: defineOperation({
    id: 'authorities.get',
    method: 'get',
    path: '/authorities',
    summary: 'Reads the certificates of the authorities that vouch for the public hosts and our own parts.',
    answer: z
      .object({
        own: z.boolean().describe('False where the organisation gave a certificate for the public hosts.'),
        authorities: z.array(z.object({ certificate: z.string().describe('PEM.'), fingerprint: z.string() })),
      })
      .meta({ id: 'Authorities' }),
  }),
  setupLink: defineOperation({
    id: 'setup.link',
    method: 'post',
    path: '/setup-link',
    summary: 'Makes a new setup link; only until somebody owns this installation.',
    answer: oneTimeLinkSchema,
    status: 201,
    door: 'local',
  }),
  recoverOwner: defineOperation({
    id: 'recover.owner-link',
    method: 'post',
    path: '/recover/owner-link',
    summary: 'Makes the link by which an owner signs in anew, whatever became of their credentials.',
    body: z.strictObject({ person: z.string().max(254).optional() }),
    answer: z.object({ person: z.object({ id: z.string(), name: z.string() }), link: oneTimeLinkSchema }),
    status: 201,
    door: 'local',
  }),
  recoverSessions: defineOperation({
    id: 'recover.end-sessions',
    method: 'post',
    path: '/recover/end-sessions',
    summary: 'Ends every session of everybody, whatever policy says.',
    answer: endedSchema,
    door: 'local',
  }),
  recoverPolicies: defineOperation({
    id: 'recover.policies',
    method: 'post',
    path: '/recover/policies',
    summary: 'Puts an earlier policy revision in force again, as a new one.',
    body: z.strictObject({ revision: z.number().int().positive() }),
    answer: z.object({ revision: z.number().int() }),
    door: 'local',
  }),
  backup: defineOperation({
    id: 'backup.make',
    method: 'post',
    path: '/backup',
    summary: 'Streams everything, sealed under a passphrase.',
    body: z.strictObject({ passphrase: z.string().min(12).max(1_000) }),
    streams: 'application/octet-stream',
    door: 'local',
  }),
} as const;

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

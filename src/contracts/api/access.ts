import { z } from 'zod';
import { administrativeActions } from '../access.ts';
import { address, idOf, time } from './fields.ts';
import { defineOperation } from './operation.ts';

const named = z.object({ id: z.string(), name: z.string() });
const outcome = z.enum(['allow', 'deny', 'challenge']);

const need = z.object({ maxAgeSeconds: z.number().optional(), methods: z.array(z.string()).optional() });

/** How somebody gets at something, or why not. */
export const wayInSchema = z
  .object({
    outcome: outcome.describe('`challenge`: after a stronger sign-in.'),
    reason: z.string(),
    text: z.string(),
    need: need.nullable().describe('With `challenge`: what the sign-in has to bring.'),
    policies: z.array(named).describe('Policies that let them in, or that refuse them.'),
  })
  .meta({ id: 'WayIn' });
export type WayIn = z.infer<typeof wayInSchema>;

const appNamed = z.object({
  id: idOf('app'),
  name: z.string(),
  title: z.string(),
  sensitivity: z.enum(['low', 'medium', 'high']),
  labels: z.array(z.string()),
});

/** What one account opens, for its owner and for a thief. */
export const personReachSchema = z
  .object({
    person: named,
    at: time,
    policyRevision: z.number().int(),
    groupsKnown: z.boolean().describe('False: their provider did not say lately, and policies see no group.'),
    stolen: z
      .object({
        session: z
          .string()
          .nullable()
          .describe(
            'The one of their sessions that opens most. Null: they are not signed in, so a sign-in is assumed.',
          ),
        sessions: z.number().int().describe('How many sessions they have now.'),
        methods: z.array(z.string()),
        ageSeconds: z.number().int(),
        address: z.string(),
      })
      .describe('The sign-in that a thief of the cookie would come with, and from where.'),
    apps: z
      .array(
        z.object({
          app: appNamed,
          route: z.string().nullable().describe('Set where only this part of the app is reached.'),
          signedIn: wayInSchema,
          stolen: wayInSchema,
        }),
      )
      .describe('Apps, or parts of apps, that are reached one way or the other.'),
    refused: z.number().int().describe('How many apps are reached neither way.'),
    administers: z.object({
      signedIn: z.array(z.enum(administrativeActions)),
      stolen: z.array(z.enum(administrativeActions)),
    }),
    notLookedAt: z.number().int().describe('Apps and parts of apps that there were too many of.'),
  })
  .meta({ id: 'PersonReach' });
export type PersonReach = z.infer<typeof personReachSchema>;

/** How much was looked at. */
const extent = z.object({
  looked: z.number().int(),
  of: z.number().int(),
});

/** Whom one policy lets in. */
const byPolicy = z.object({
  policy: named,
  people: z.number().int(),
  stronger: z.number().int().describe('Of these, after a stronger sign-in only.'),
  names: z.array(named).describe('The first of them.'),
});

/** Who reaches an app, by the policies that let them in. */
export const appReachSchema = z
  .object({
    app: appNamed,
    at: time,
    policyRevision: z.number().int(),
    people: extent,
    unknownGroups: z.number().int().describe('People whose groups are unknown now.'),
    reach: z.number().int().describe('Who gets in fresh from password and one-time code.'),
    stronger: z.number().int().describe('Who gets in after a stronger sign-in only.'),
    policies: z.array(byPolicy),
    routes: z
      .array(
        z.object({
          name: z.string(),
          patterns: z.array(z.string()),
          reach: z.number().int(),
          stronger: z.number().int(),
          onlyThis: z.number().int().describe('Who gets in here, and not into the app as a whole.'),
          policies: z.array(byPolicy),
        }),
      )
      .describe('Its routes: what is asked for there is decided for the route alone.'),
    programs: z
      .array(
        z.object({
          id: idOf('serviceAccount'),
          name: z.string(),
          route: z.string().nullable().describe('Set where only this part of the app is reached.'),
          hasKey: z.boolean().describe('False: it would get in, but no key of it works here now.'),
          policies: z.array(named),
        }),
      )
      .describe('Service accounts that get in; the first of them.'),
    programsOf: z.number().int().describe('How many rows of programs there are.'),
    publicPaths: z.array(z.string()).describe('Open to anybody, without a sign-in.'),
    public: z.boolean().describe('The whole app is open to anybody.'),
  })
  .meta({ id: 'AppReach' });
export type AppReach = z.infer<typeof appReachSchema>;

/** A line of the map, with how many people it carries. */
const line = z.object({
  from: z.string(),
  to: z.string(),
  people: z.number().int(),
  stronger: z.number().int().describe('Of these, after a stronger sign-in only.'),
  partly: z.number().int().describe('People who get into routes of the app only, beside these.'),
  routes: z.array(z.string()).describe('These routes.'),
  programs: z.number().int().describe('Service accounts.'),
});

/** A box of the map, with how many people and programs get in by it. */
const counted = z.object({
  id: z.string(),
  name: z.string(),
  people: z.number().int(),
  programs: z.number().int(),
});

/** Who reaches what by which policy. */
export const accessMapSchema = z
  .object({
    at: time,
    policyRevision: z.number().int(),
    people: extent,
    apps: extent,
    programs: extent,
    unknownGroups: z.number().int(),
    groups: z
      .array(counted)
      .describe(
        'Groups by which somebody is let in; `everybody` and `programs` stand for policies that ask for no group.',
      ),
    policies: z.array(counted),
    targets: z.array(
      appNamed.extend({
        people: z.number().int(),
        stronger: z.number().int(),
        partly: z.number().int().describe('People who get into routes of it only.'),
        programs: z.number().int(),
        public: z.boolean(),
        publicPaths: z.number().int(),
        system: z.boolean(),
      }),
    ),
    groupLines: z
      .array(line.omit({ stronger: true, partly: true, routes: true }))
      .describe('From group to policy.'),
    appLines: z.array(line).describe('From policy to app.'),
    linesLeftOut: z.number().int(),
  })
  .meta({ id: 'AccessMap' });
export type AccessMap = z.infer<typeof accessMapSchema>;

/** The group of a map that stands for policies that ask for none. */
export const everybody = 'everybody';

/** The same for service accounts. */
export const everyProgram = 'programs';

/** A path that anybody opens without a sign-in. */
const publicPathSchema = z.object({
  app: named.extend({ title: z.string(), url: z.string().nullable() }),
  path: z.string().describe('`/**` where the whole app is open.'),
});

export type PublicPath = z.infer<typeof publicPathSchema>;

/** The operations that say who reaches what, by the same decisions as requests meet. */
export const access = {
  map: defineOperation({
    id: 'access.map',
    method: 'get',
    path: '/access-map',
    summary: 'Says who reaches which app by which policy, fresh from password and one-time code.',
    answer: accessMapSchema,
  }),
  person: defineOperation({
    id: 'access.person',
    method: 'get',
    path: '/people/{person}/reach',
    summary: 'Says what an account reaches, for its owner and for somebody who stole its cookie.',
    params: z.object({ person: idOf('person') }),
    query: z.object({
      from: address
        .optional()
        .describe('Where the thief comes from; absent: an address that nothing is known of.'),
    }),
    answer: personReachSchema,
  }),
  app: defineOperation({
    id: 'access.app',
    method: 'get',
    path: '/apps/{app}/reach',
    summary: 'Says who reaches an app, and by which policy.',
    params: z.object({ app: z.string().max(100).describe('Its id or its name.') }),
    answer: appReachSchema,
  }),
  publicPaths: defineOperation({
    id: 'access.public-paths',
    method: 'get',
    path: '/public-paths',
    summary: 'Lists every path of every app that anybody opens without a sign-in.',
    answer: z.object({ items: z.array(publicPathSchema) }),
  }),
} as const;

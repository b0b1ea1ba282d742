import { z } from 'zod';
import { type AppConfig, appConfigSchema, upstreamSchema, usualStreamIdleMs } from './protocol/app-config.ts';

/** Where apps may live on stale knowledge for, in milliseconds, unless they say otherwise. */
export const usualGraceMs = 15_000;

/**
 * How an app is served, as it is stored with the app: everything of its configuration that is not a column of
 * its own. Whoever reads it parses it by this schema, so that settings added later have their defaults.
 */
export const appSpecSchema = z.object({
  access: appConfigSchema.shape.access.default('policy'),
  upstream: upstreamSchema,
  graceMs: z.number().int().min(2_000).max(3_600_000).default(usualGraceMs),
  onChallenge: appConfigSchema.shape.onChallenge.default('cut'),
  routes: appConfigSchema.shape.routes.default([]),
  paths: appConfigSchema.shape.paths.default({ allow: [], ignoreCase: false }),
  publicPaths: appConfigSchema.shape.publicPaths.default([]),
  keepHeaders: appConfigSchema.shape.keepHeaders.default([]),
  allowedOrigins: appConfigSchema.shape.allowedOrigins.default([]),
  isolated: z.boolean().default(true),
  timeouts: appConfigSchema.shape.timeouts.default({
    connectMs: 5_000,
    responseMs: 60_000,
    idleMs: 300_000,
    streamIdleMs: usualStreamIdleMs,
  }),
  maxBodyBytes: appConfigSchema.shape.maxBodyBytes,
});
export type AppSpec = z.infer<typeof appSpecSchema>;

/** The configuration of one app as gateways get it: its spec with what has columns of its own. */
export function appConfigOf(app: {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly system?: AppConfig['system'] | null | undefined;
  readonly spec: unknown;
}): AppConfig {
  const spec = appSpecSchema.parse(app.spec);
  const system = app.system === null || app.system === undefined ? {} : { system: app.system };
  return { id: app.id, name: app.name, host: app.host, ...system, ...spec };
}

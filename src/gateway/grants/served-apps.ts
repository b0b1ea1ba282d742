import type { AppConfig, GatewayConfig } from '#contracts/protocol/app-config.ts';

/** The configuration in force, with its apps by host and by id. */
export interface ServedApps {
  config(): GatewayConfig | undefined;
  byHost(host: string): AppConfig | undefined;
  byId(id: string): AppConfig | undefined;
  use(config: GatewayConfig): void;
}

/** Makes one without a configuration: nothing is served. */
export function createServedApps(): ServedApps {
  let config: GatewayConfig | undefined;
  let byHost = new Map<string, AppConfig>();
  let byId = new Map<string, AppConfig>();
  return {
    config: () => config,
    byHost: (host) => byHost.get(host),
    byId: (id) => byId.get(id),
    use(next) {
      config = next;
      byHost = new Map(next.apps.map((app) => [app.host, app]));
      byId = new Map(next.apps.map((app) => [app.id, app]));
    },
  };
}

/** Whether what was opened without a sign-in may stay so under a new configuration of its app. */
export function samePublicFace(before: AppConfig, after: AppConfig): boolean {
  return (
    before.host === after.host &&
    before.access === after.access &&
    before.publicPaths.length === after.publicPaths.length &&
    before.publicPaths.every((pattern) => after.publicPaths.includes(pattern))
  );
}

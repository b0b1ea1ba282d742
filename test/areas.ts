/**
 * The areas of `src/`: what each may import from other areas, and which npm packages it may use.
 * A new dependency between areas is a change of this table, with its reason in an ADR.
 */
export interface Area {
  readonly areas: readonly string[] | 'all';
  readonly packages: readonly string[];
}

const words = ['base', 'contracts'] as const;
const wire = [...words, 'trust', 'observe'] as const;

export const areas: Readonly<Record<string, Area>> = {
  base: { areas: [], packages: [] },
  contracts: { areas: ['base'], packages: ['zod'] },
  policy: { areas: words, packages: ['@cedar-policy/cedar-wasm'] },
  posture: { areas: words, packages: [] },
  risk: { areas: words, packages: [] },
  decision: { areas: [...words, 'policy', 'posture', 'risk'], packages: [] },
  segments: { areas: [...words, 'policy'], packages: [] },
  observe: { areas: words, packages: ['pino', 'prom-client'] },
  trust: { areas: words, packages: [] },
  ca: { areas: [...words, 'trust'], packages: [] },
  link: { areas: wire, packages: ['ws'] },
  tunnel: { areas: wire, packages: [] },
  client: { areas: words, packages: ['hono'] },
  postgres: { areas: [...words, 'observe'], packages: ['pg'] },
  store: { areas: [...words, 'observe'], packages: ['kysely', 'pg'] },
  identity: {
    areas: [...wire, 'store'],
    packages: ['otplib', '@node-rs/argon2', '@simplewebauthn/server', 'openid-client'],
  },
  audit: { areas: [...words, 'observe', 'store'], packages: ['zod'] },
  control: {
    areas: [
      ...wire,
      'policy',
      'posture',
      'risk',
      'decision',
      'segments',
      'ca',
      'link',
      'store',
      'identity',
      'audit',
    ],
    packages: ['hono', '@hono/zod-openapi', '@hono/node-server', 'zod', 'uqr', 'maxmind'],
  },
  gateway: { areas: [...wire, 'link', 'tunnel'], packages: ['zod'] },
  connector: { areas: [...wire, 'link', 'tunnel'], packages: [] },
  agent: { areas: [...wire, 'link', 'tunnel'], packages: [] },
  cli: { areas: [...words, 'client', 'tunnel'], packages: ['commander', '@clack/prompts', 'yaml'] },
  main: { areas: 'all', packages: ['commander', 'yaml', 'zod'] },
  testing: { areas: 'all', packages: ['ws', 'pg', 'vitest', 'otplib', 'fast-check', 'oidc-provider', 'zod'] },
};

/** Areas whose single files are their public face: one idea, one file. Elsewhere it is `index.ts`. */
export const openAreas: readonly string[] = ['base', 'contracts', 'testing'];

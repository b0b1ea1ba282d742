import { type Client, createClient, nodeTransport } from '#client/index.ts';
import { api } from '#contracts/api/operations.ts';
import type { Store } from '#store/index.ts';
import { type Installation, startInstallation } from './installation.ts';
import { claim, type SignIn, signIn, storeOf } from './population.ts';
import { eventually } from './program.ts';
import { openVisitor, type Visitor } from './visitor.ts';

/** Real processes with apps that everybody may open, and people who are signed in. */
export interface ProtectedApps {
  readonly installation: Installation;
  readonly client: Client;
  readonly store: Store;
  /** The sign-in of somebody who may open this app; each number is another session. */
  signInAt(app: string, number?: number): SignIn;
  /** A new connection to an app, signed in. */
  visit(app: string, number?: number): Visitor;
  stop(): Promise<void>;
}

export interface AppToProtect {
  readonly name: string;
  readonly url: string;
  readonly graceMs?: number;
}

/** How many people are signed in at each app. */
const sessionsEach = 7;

/** Starts one node, puts these apps behind it and signs people in; resolves when the apps open. */
export async function startProtectedApps(apps: readonly AppToProtect[]): Promise<ProtectedApps> {
  const installation = await startInstallation({ name: 'one node', controls: 1, gateways: 1 });
  try {
    return await protect(installation, apps);
  } catch (error) {
    await installation.stop();
    throw error;
  }
}

async function protect(installation: Installation, apps: readonly AppToProtect[]): Promise<ProtectedApps> {
  const [path = ''] = installation.localSockets;
  const client = createClient({ transport: nodeTransport({ kind: 'socket', path }) });
  const store = await storeOf(installation);
  const visitors: Visitor[] = [];
  await claim(store);
  for (const { name, url, ...rest } of apps)
    await client.call(api.apps.create, { body: { name, upstream: { url }, ...rest } });
  const text = 'permit (principal is Person, action == Action::"open", resource is App);';
  await client.call(api.policies.create, { body: { name: 'all', text } });
  const hosts = apps.map(({ name }) => `${name}.${installation.domain}`);
  const count = sessionsEach * apps.length;
  const signIns = await signIn(store, installation, { people: count, sessions: count, hosts });
  const { publicPort } = installation;

  function signInAt(app: string, number = 0): SignIn {
    const found = signIns.filter(({ host }) => host === `${app}.${installation.domain}`)[number];
    if (found === undefined) throw new Error(`nobody is signed in at ${app}`);
    return found;
  }
  function visit(app: string, number = 0): Visitor {
    const { host, token } = signInAt(app, number);
    const visitor = openVisitor({ port: publicPort, publicPort, host, token });
    visitors.push(visitor);
    return visitor;
  }

  for (const { name } of apps)
    await eventually(`${name} opens`, async () => {
      const answer = await visit(name).ask('/open');
      // A refusal is ours as long as it says so; the app may refuse as well.
      return answer.headers['content-type'] === 'application/problem+json' ? undefined : true;
    });
  return {
    installation,
    client,
    store,
    signInAt,
    visit,
    async stop() {
      for (const visitor of visitors) visitor.close();
      await store.close();
      await installation.stop();
    },
  };
}

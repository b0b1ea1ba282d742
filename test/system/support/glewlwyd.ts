import { execFile } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { createTestAuthority } from '#testing/certificates.ts';
import { accepts, eventually, freePort, run } from './program.ts';

/** Debian's glewlwyd, an OpenID provider that somebody else wrote, with one person and us as its client. */
export interface Glewlwyd {
  readonly issuer: string;
  /** PEM of the authority behind its certificate. */
  readonly ca: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs the person in there and lets them agree: the address that the browser is sent back to. */
  answer(authorizeUrl: string): Promise<string>;
}

const examples = '/usr/share/doc/glewlwyd';
const host = 'idp.localhost';
const person = { username: 'grace', password: 'correct horse battery' };

/** Starts it on loopback, over TLS, on a database of its own. */
export async function startGlewlwyd(options: {
  readonly folder: string;
  /** Where it sends people back to. */
  readonly callback: string;
}): Promise<Glewlwyd> {
  const { folder, callback } = options;
  const port = await freePort();
  const authority = createTestAuthority();
  const { certificate, privateKey } = authority.issueHosts(host);
  const at = (name: string): string => join(folder, name);
  await writeFile(at('cert.pem'), certificate);
  await writeFile(at('key.pem'), privateKey);
  await writeFile(at('ca.pem'), authority.certificate);
  const unpacked = async (name: string) => gunzipSync(await readFile(`${examples}/${name}`)).toString();
  await writeFile(at('init.sql'), await unpacked('database/init.sqlite3.sql.gz'));
  await promisify(execFile)('sqlite3', [at('glewlwyd.db'), `.read ${at('init.sql')}`]);
  const sample = await unpacked('glewlwyd.conf.sample.gz');
  await writeFile(at('glewlwyd.conf'), configured(sample, { port, at }));
  const started = run([`--config-file=${at('glewlwyd.conf')}`], { command: 'glewlwyd' });
  await Promise.race([
    eventually('glewlwyd listens', () => accepts(port)),
    started.ended.then(() => Promise.reject(new Error(`glewlwyd did not start: ${started.errors()}`))),
  ]);
  const agent = (): Agent => openAgent({ port, ca: authority.certificate });
  const admin = agent();
  await admin.call('POST', '/auth/', { username: 'admin', password: 'password' });
  for (const name of ['profile', 'email'])
    await admin.call('POST', '/scope/', {
      ...named(name),
      password_required: true,
      password_max_age: 0,
      scheme: {},
    });
  const scope = ['openid', 'profile', 'email'];
  const user = { ...person, name: 'Grace', email: 'grace@example.org', enabled: true, scope };
  await admin.call('POST', '/user/', user);
  const issuer = `https://${host}:${port}/api/oidc`;
  await admin.call('POST', '/mod/plugin/', {
    module: 'oidc',
    ...named('oidc'),
    parameters: oidcParameters(issuer),
  });
  // Letters and digits alone: it does not undo the encoding of RFC 6749, 2.3.1, for anything else.
  const clientSecret = randomBytes(24).toString('hex');
  await admin.call('POST', '/client/', {
    client_id: 'sallyport',
    name: 'Sallyport',
    confidential: true,
    enabled: true,
    client_secret: clientSecret,
    authorization_type: ['code', 'refresh_token'],
    redirect_uri: [callback],
    token_endpoint_auth_method: ['client_secret_basic'],
    scope: [],
  });
  return {
    issuer,
    ca: authority.certificate,
    clientId: 'sallyport',
    clientSecret,
    async answer(authorizeUrl) {
      const browser = agent();
      await browser.call('POST', '/auth/', person);
      await browser.call('PUT', '/auth/grant/sallyport', { scope: scope.join(' ') });
      const { pathname, search } = new URL(authorizeUrl);
      const came = await browser.send('GET', `${pathname}${search}&g_continue`);
      if (came.location === undefined) throw new Error(`glewlwyd answered ${came.status}: ${came.text}`);
      return came.location;
    },
  };
}

const named = (name: string) => ({ name, display_name: name, description: name });

function configured(
  sample: string,
  to: { readonly port: number; readonly at: (name: string) => string },
): string {
  const set: Readonly<Record<string, string>> = {
    port: String(to.port),
    bind_address: '"127.0.0.1"',
    external_url: `"https://${host}:${to.port}"`,
    cookie_domain: `"${host}"`,
    use_secure_connection: 'true',
    secure_connection_key_file: `"${to.at('key.pem')}"`,
    secure_connection_pem_file: `"${to.at('cert.pem')}"`,
    secure_connection_ca_file: `"${to.at('ca.pem')}"`,
    log_file: `"${to.at('log')}"`,
  };
  const lines = Object.entries(set).reduce(
    (text, [name, value]) => text.replace(new RegExp(`^#?${name} *=.*$`, 'm'), `${name}=${value}`),
    sample,
  );
  return lines.replace('/var/cache/glewlwyd/glewlwyd.db', to.at('glewlwyd.db'));
}

function oidcParameters(issuer: string): Readonly<Record<string, unknown>> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const off = ['client', 'device', 'implicit', 'none', 'password', 'token'].map(
    (type) => [`auth-type-${type}-enabled`, false] as const,
  );
  return {
    iss: issuer,
    'jwt-type': 'rsa',
    'jwt-key-size': '256',
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    cert: publicKey.export({ type: 'spki', format: 'pem' }),
    'access-token-duration': 3_600,
    'refresh-token-duration': 1_209_600,
    'code-duration': 600,
    'refresh-token-rolling': false,
    // Each refresh brings another token, and the one before is worth nothing.
    'refresh-token-one-use': 'always',
    'allow-non-oidc': false,
    'auth-type-code-enabled': true,
    'auth-type-code-revoke-replayed': true,
    'auth-type-refresh-enabled': true,
    ...Object.fromEntries(off),
    scope: [],
    'additional-parameters': [],
    claims: [],
    'name-claim': 'mandatory',
    'name-claim-scope': ['profile'],
    'email-claim': 'mandatory',
    'email-claim-scope': ['email'],
    'address-claim': { type: 'no' },
    'scope-claim': 'no',
    'allowed-scope': ['openid', 'profile', 'email'],
    'pkce-allowed': true,
    'pkce-required': true,
    'pkce-method-plain-allowed': false,
    'pkce-scopes': [],
    'introspection-revocation-allowed': false,
    'request-parameter-allow': false,
    'register-client-allowed': false,
    'session-management-allowed': false,
    'oauth-rar-allowed': false,
    'oauth-par-allowed': false,
    'subject-type': 'public',
  };
}

interface Agent {
  /** Calls its API; rejects when it says no. */
  call(method: string, path: string, body: unknown): Promise<void>;
  send(method: string, path: string, body?: unknown): Promise<Came>;
}

interface Came {
  readonly status: number;
  readonly location: string | undefined;
  readonly text: string;
}

// Somebody with a session there.
function openAgent(to: { readonly port: number; readonly ca: string }): Agent {
  let cookie = '';
  const send = (method: string, path: string, body?: unknown): Promise<Came> =>
    new Promise((resolve, reject) => {
      const headers = { host: `${host}:${to.port}`, cookie, 'content-type': 'application/json' };
      const options = {
        host: '127.0.0.1',
        port: to.port,
        servername: host,
        ca: to.ca,
        method,
        path,
        headers,
      };
      const sent = request({ ...options, agent: false }, (response) => {
        for (const line of response.headers['set-cookie'] ?? []) cookie = line.split(';')[0] ?? '';
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, location: response.headers.location, text }),
        );
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  return {
    send,
    async call(method, path, body) {
      const { status, text } = await send(method, `/api${path}`, body);
      if (status !== 200) throw new Error(`glewlwyd: ${method} ${path}: ${status} ${text}`);
    },
  };
}

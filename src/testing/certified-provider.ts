import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request as requestHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import Provider from 'oidc-provider';
import { createTestAuthority } from './certificates.ts';

/** A provider that was certified, in this process and over TLS; it signs in whomever a test names. */
export interface CertifiedProvider extends AsyncDisposable {
  readonly issuer: string;
  readonly ca: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who signs in next, with the claims that the provider tells of them. */
  person: { readonly sub: string; readonly claims: Readonly<Record<string, unknown>> };
  /** A browser's way through its pages, from the address it is sent to until it is sent back. */
  walk(url: string): Promise<string>;
  /** Ends the session of that browser at the provider; gives the form that it then sends to our logout address. */
  endSession(): Promise<string>;
  /** The form that it sent to our logout address since the last time, if any. */
  logoutForm(): string | undefined;
  close(): Promise<void>;
}

/** Starts one that knows a client whose callback and back-channel logout are these. */
export async function startCertifiedProvider(client: {
  readonly callback: string;
  readonly backChannelLogout: string;
}): Promise<CertifiedProvider> {
  const authority = createTestAuthority();
  const { certificate, privateKey } = authority.issueHosts('idp.localhost');
  const clientId = 'sallyport';
  const clientSecret = randomBytes(16).toString('hex');
  const kept = { person: { sub: 'nobody', claims: {} } as CertifiedProvider['person'] };
  const cookies = new Map<string, string>();
  const sentOut: string[] = [];

  let handle: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end();
  const server = createServer({ cert: certificate, key: privateKey }, (request, response) =>
    handle(request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const issuer = `https://idp.localhost:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [client.callback],
        grant_types: ['authorization_code', 'refresh_token'],
        backchannel_logout_uri: client.backChannelLogout,
        backchannel_logout_session_required: true,
      },
    ],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    interactions: { url: (_: unknown, { uid }: { readonly uid: string }) => `/interaction/${uid}` },
    claims: { openid: ['sub'], profile: ['name', 'groups'], email: ['email', 'email_verified'] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, RefreshToken: 600, IdToken: 600 },
    // Its own requests end here: a test hands them on.
    fetch: async (url: URL | string, { body }: { readonly body?: unknown }) => {
      if (String(url) === client.backChannelLogout) sentOut.push(String(body));
      return new Response(null, { status: 200 });
    },
    issueRefreshToken: async () => true,
    findAccount: async (_: unknown, accountId: string) => ({
      accountId,
      claims: async () => ({ sub: accountId, ...kept.person.claims }),
    }),
  });
  const usual = provider.callback();
  handle = (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return usual(request, response);
    void agree(request, response);
  };

  const agree = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { prompt, session } = await provider.interactionDetails(request, response);
    if (prompt.name === 'login') {
      const result = { login: { accountId: kept.person.sub, amr: ['pwd'] } };
      return provider.interactionFinished(request, response, result);
    }
    const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId });
    grant.addOIDCScope('openid profile email offline_access');
    return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
  };

  const ask = (
    url: string,
    form?: URLSearchParams,
  ): Promise<{ readonly location: string | undefined; readonly text: string }> =>
    new Promise((resolve, reject) => {
      const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const sent = requestHttps(
        url,
        {
          method: form === undefined ? 'GET' : 'POST',
          ca: authority.certificate,
          servername: 'idp.localhost',
          lookup: (_host, { all }, done) => {
            if (all === true) done(null, [{ address: '127.0.0.1', family: 4 }]);
            else done(null, '127.0.0.1', 4);
          },
          headers: {
            cookie: jar,
            ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
          },
        },
        (response) => {
          for (const line of response.headers['set-cookie'] ?? []) {
            const [pair = ''] = line.split(';');
            const [name = '', value = ''] = pair.split(/=(.*)/s);
            if (value === '') cookies.delete(name);
            else cookies.set(name, value);
          }
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () =>
            resolve({ location: response.headers.location, text: Buffer.concat(parts).toString('utf8') }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(form?.toString());
    });

  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(kept, {
    issuer,
    ca: authority.certificate,
    clientId,
    clientSecret,
    logoutForm: () => sentOut.shift(),
    async walk(start: string) {
      let url = start;
      for (let hops = 0; hops < 10; hops += 1) {
        const { location, text } = await ask(url);
        if (location === undefined) throw new Error(`the provider stopped at ${url}: ${text.slice(0, 400)}`);
        url = new URL(location, url).href;
        if (!url.startsWith(issuer)) return url;
      }
      throw new Error('the provider sends round in circles');
    },
    async endSession() {
      const { text } = await ask(`${issuer}/session/end`);
      const [, xsrf = ''] = /name="xsrf" value="([^"]*)"/.exec(text) ?? [];
      await ask(`${issuer}/session/end/confirm`, new URLSearchParams({ xsrf, logout: 'yes' }));
      const form = sentOut.shift();
      if (form === undefined) throw new Error('the provider told nobody of the end of its session');
      return form;
    },
    close,
    [Symbol.asyncDispose]: close,
  });
}

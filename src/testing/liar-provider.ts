import { type KeyObject, createHash, createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createTestAuthority } from './certificates.ts';

/** What a test has a provider say or do; everything left out is as an honest one does. */
export interface Lies {
  /** Laid over the identity token's claims; undefined takes one away. */
  readonly idToken?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  /** `none`: no signature. `hmac`: by the public key as secret. `stranger`: by a key that is not published. */
  readonly signature?: 'none' | 'hmac' | 'stranger';
  readonly userInfo?: Readonly<Record<string, unknown>>;
  readonly discovery?: Readonly<Record<string, unknown>>;
  /** What a refresh is answered; `down` is a broken server. */
  readonly refresh?: 'refused' | 'down' | 'works';
  /** Paths that are never answered. */
  readonly stalls?: readonly string[];
  /** Paths whose answer never ends. */
  readonly floods?: readonly string[];
  /** Paths that lead elsewhere. */
  readonly redirects?: Readonly<Record<string, string>>;
  readonly refreshToken?: 'given' | 'none';
  /** `good for ever`: the provider takes a code as often as it is shown. */
  readonly codes?: 'good for ever';
}

/** Whom it signs in. */
export interface LiarPerson {
  readonly sub: string;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** A provider that does what a test says: honest unless told otherwise. */
export interface LiarProvider extends AsyncDisposable {
  readonly issuer: string;
  /** PEM of the authority behind its certificate. */
  readonly ca: string;
  readonly clientId: string;
  readonly clientSecret: string;
  lies: Lies;
  /** What was asked of it: method and path. */
  readonly asked: string[];
  /** Signs somebody in: the address that the browser is sent back to. */
  answer(authorizeUrl: string, person: LiarPerson, over?: { readonly iss?: string | null }): string;
  /** A logout token; `over` as for the identity token. */
  logoutToken(claims: Readonly<Record<string, unknown>>, lies?: Pick<Lies, 'header' | 'signature'>): string;
  /** Signs by another key from now on. */
  rotate(): void;
  close(): Promise<void>;
}

interface Code {
  readonly person: LiarPerson;
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectUri: string;
  readonly authTime: number;
}

/** Starts one on a port of its own. */
export async function startLiarProvider(): Promise<LiarProvider> {
  const authority = createTestAuthority();
  const { certificate, privateKey } = authority.issueHosts('idp.localhost');
  const clientSecret = `secret-${randomBytes(8).toString('hex')}`;
  const clientId = 'sallyport';
  let key = newKey();
  const stranger = newKey();
  const codes = new Map<string, Code>();
  const tokens = new Map<string, LiarPerson>();
  const asked: string[] = [];
  const provider = { lies: {} as Lies };

  const jwt = (
    claims: Readonly<Record<string, unknown>>,
    { header, signature }: Pick<Lies, 'header' | 'signature'>,
  ): string => {
    const alg = signature === 'none' ? 'none' : signature === 'hmac' ? 'HS256' : 'RS256';
    const head = part({ alg, kid: key.kid, typ: 'JWT', ...header });
    const bytes = `${head}.${part(claims)}`;
    if (signature === 'none') return `${bytes}.`;
    if (signature === 'hmac') {
      const secret = key.publicKey.export({ type: 'spki', format: 'pem' });
      return `${bytes}.${createHmac('sha256', secret).update(bytes).digest('base64url')}`;
    }
    const { privateKey: by } = signature === 'stranger' ? stranger : key;
    return `${bytes}.${sign('sha256', Buffer.from(bytes), by).toString('base64url')}`;
  };

  const tokensFor = (person: LiarPerson, more: Readonly<Record<string, unknown>>) => {
    const { lies } = provider;
    const now = Math.floor(Date.now() / 1000);
    const claims: Record<string, unknown> = {
      iss: issuer,
      aud: clientId,
      sub: person.sub,
      iat: now,
      exp: now + 300,
      ...person.claims,
      ...more,
      ...lies.idToken,
    };
    const access = randomBytes(16).toString('hex');
    const refresh = randomBytes(16).toString('hex');
    tokens.set(access, person);
    tokens.set(refresh, person);
    return {
      access_token: access,
      token_type: 'Bearer',
      expires_in: 300,
      id_token: jwt(claims, lies),
      ...(lies.refreshToken === 'given' ? { refresh_token: refresh } : {}),
    };
  };

  const answerTo = (path: string, form: URLSearchParams, authorization: string): [number, unknown] => {
    const { lies } = provider;
    if (path === '/.well-known/openid-configuration')
      return [200, { ...description(issuer), ...lies.discovery }];
    if (path === '/jwks')
      return [200, { keys: [{ ...key.publicKey.export({ format: 'jwk' }), kid: key.kid }] }];
    if (path === '/userinfo') {
      const person = tokens.get(authorization.replace(/^Bearer /, ''));
      if (person === undefined) return [401, {}];
      return [200, { sub: person.sub, ...person.claims, ...lies.userInfo }];
    }
    if (path !== '/token') return [404, {}];
    // RFC 6749, 2.3.1: both halves are form-encoded before they are joined.
    const basic = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString('utf8');
    if (decodeURIComponent(basic) !== `${clientId}:${clientSecret}`)
      return [401, { error: 'invalid_client' }];
    if (form.get('grant_type') === 'refresh_token') {
      const person = tokens.get(form.get('refresh_token') ?? '');
      if (lies.refresh === 'down') return [503, {}];
      if (person === undefined || lies.refresh === 'refused') return [400, { error: 'invalid_grant' }];
      tokens.delete(form.get('refresh_token') ?? '');
      return [200, tokensFor(person, {})];
    }
    const code = codes.get(form.get('code') ?? '');
    if (lies.codes !== 'good for ever') codes.delete(form.get('code') ?? '');
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (code === undefined || verifier !== code.challenge || form.get('redirect_uri') !== code.redirectUri)
      return [400, { error: 'invalid_grant' }];
    return [200, tokensFor(code.person, { nonce: code.nonce, auth_time: code.authTime })];
  };

  const server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    void serve(request, response);
  });
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname: path } = new URL(request.url ?? '/', 'https://idp.localhost');
    asked.push(`${request.method} ${path}`);
    const parts: Buffer[] = [];
    for await (const piece of request) parts.push(Buffer.from(piece));
    const { lies } = provider;
    if (lies.stalls?.includes(path)) return;
    const elsewhere = lies.redirects?.[path];
    if (elsewhere !== undefined) {
      response.writeHead(302, { location: elsewhere }).end();
      return;
    }
    if (lies.floods?.includes(path)) {
      response.writeHead(200, { 'content-type': 'application/json' });
      const flood = (): void => {
        while (!response.destroyed && response.write(' '.repeat(65_536)));
      };
      response.on('drain', flood).on('error', () => {});
      flood();
      return;
    }
    const form = new URLSearchParams(Buffer.concat(parts).toString('utf8'));
    const [status, body] = answerTo(path, form, request.headers.authorization ?? '');
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const issuer = `https://idp.localhost:${port}`;

  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(provider, {
    issuer,
    ca: authority.certificate,
    clientId,
    clientSecret,
    asked,
    answer(authorizeUrl: string, person: LiarPerson, over: { readonly iss?: string | null } = {}) {
      const asking = new URL(authorizeUrl).searchParams;
      const read = (name: string): string => asking.get(name) ?? '';
      const code = randomBytes(16).toString('hex');
      codes.set(code, {
        person,
        nonce: read('nonce'),
        challenge: read('code_challenge'),
        redirectUri: read('redirect_uri'),
        authTime: Math.floor(Date.now() / 1000),
      });
      const back = new URL(read('redirect_uri'));
      back.searchParams.set('code', code);
      back.searchParams.set('state', read('state'));
      const iss = over.iss === undefined ? issuer : over.iss;
      if (iss !== null) back.searchParams.set('iss', iss);
      return back.href;
    },
    logoutToken(
      claims: Readonly<Record<string, unknown>>,
      lies: Pick<Lies, 'header' | 'signature'> = {},
    ): string {
      const now = Math.floor(Date.now() / 1000);
      const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
      const jti = randomBytes(8).toString('hex');
      const usual = { iss: issuer, aud: clientId, iat: now, exp: now + 120, jti, events };
      return jwt({ ...usual, ...claims }, { ...lies, header: { typ: 'logout+jwt', ...lies.header } });
    },
    rotate() {
      key = newKey();
    },
    close,
    [Symbol.asyncDispose]: close,
  });
}

interface Key {
  readonly kid: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

function newKey(): Key {
  return { kid: randomBytes(4).toString('hex'), ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function description(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/end`,
    id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    backchannel_logout_supported: true,
    scopes_supported: ['openid', 'profile', 'email'],
  };
}

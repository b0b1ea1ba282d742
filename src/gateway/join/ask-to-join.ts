import { X509Certificate, createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { type ConnectionOptions, type TLSSocket, connect as connectTls } from 'node:tls';
import { Fault } from '#contracts/errors.ts';
import {
  type JoinRequest,
  type JoinTokenParts,
  type Joined,
  joinPath,
  joinedSchema,
  longestJoinBody,
} from '#contracts/protocol/join.ts';
import { type LinkAddress, type VerifyPeer, presentedBy } from '#link/index.ts';

/** How long one attempt may take, milliseconds. */
const patienceMs = 10_000;

/**
 * Fetches the authority of a control plane that we know nothing of but the fingerprint in our token. Nothing
 * secret is said on this connection: whoever answers it may be anybody.
 * @returns PEM
 * @throws Fault `control-unreachable`; `proof-invalid` when somebody else answers there
 */
export async function fetchAuthority(address: LinkAddress, token: JoinTokenParts): Promise<string> {
  const socket = await openTls(address, { rejectUnauthorized: false });
  const presented = presentedBy(socket);
  socket.destroy();
  const found = presented?.others.find(
    (der) => createHash('sha256').update(der).digest('base64url') === token.authority,
  );
  if (found === undefined)
    throw new Fault(
      'proof-invalid',
      `What answers at ${addressText(address)} is not the control plane that this join token is from.`,
    );
  return new X509Certificate(found).toString();
}

export interface JoinCall {
  readonly address: LinkAddress;
  readonly body: JoinRequest;
  /** PEM of the authorities that may vouch for control. */
  readonly authorities: readonly string[];
  readonly verifyPeer: VerifyPeer;
  /** Our present certificate, on a renewal. */
  readonly credentials?: { readonly certificate: string; readonly privateKey: string };
}

/**
 * Sends a certificate request to control, over TLS whose other end was verified before a byte is sent.
 * @throws Fault `control-unreachable`, `proof-invalid`; `not-permitted` when this gateway was disabled
 */
export async function askToJoin(call: JoinCall): Promise<Joined> {
  const socket = await openTls(call.address, {
    ca: [...call.authorities],
    checkServerIdentity: () => undefined, // its name is a SPIFFE URI; `verifyPeer` checks it right below
    ...(call.credentials === undefined
      ? {}
      : { cert: call.credentials.certificate, key: call.credentials.privateKey }),
  });
  try {
    const presented = presentedBy(socket);
    const name = presented === undefined ? undefined : await call.verifyPeer(presented);
    if (name?.ok !== true || name.value.kind !== 'control')
      throw new Fault('proof-invalid', `What answers at ${addressText(call.address)} is not control.`);
    const { status, text } = await post(socket, JSON.stringify(call.body));
    return readAnswer(status, text);
  } finally {
    socket.destroy();
  }
}

/** Writes where control is, for messages. */
export function addressText(address: LinkAddress): string {
  return address.kind === 'unix' ? address.path : `${address.host}:${address.port}`;
}

function openTls(address: LinkAddress, options: ConnectionOptions): Promise<TLSSocket> {
  const raw = address.kind === 'unix' ? connectTcp(address.path) : connectTcp(address.port, address.host);
  const socket = connectTls({ ...options, socket: raw, minVersion: 'TLSv1.3' });
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void => {
      clearTimeout(tooLate);
      raw.destroy();
      socket.destroy();
      const why = cause instanceof Error ? cause.message : String(cause);
      reject(
        new Fault('control-unreachable', `Control does not answer at ${addressText(address)}: ${why}`, {
          cause,
        }),
      );
    };
    const tooLate = setTimeout(() => fail(new Error('no answer in time')), patienceMs);
    raw.on('error', fail);
    socket.on('error', fail);
    socket.once('secureConnect', () => {
      clearTimeout(tooLate);
      resolve(socket);
    });
  });
}

function post(socket: TLSSocket, body: string): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void =>
      reject(new Fault('control-unreachable', 'Control did not finish its answer.', { cause }));
    const sent = httpRequest({
      createConnection: () => socket,
      method: 'POST',
      path: joinPath,
      headers: {
        host: 'control',
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
      timeout: patienceMs,
    });
    sent.on('error', fail);
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > longestJoinBody * 4) response.destroy(new Error('too long'));
      });
      response.on('error', fail);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.end(body);
  });
}

function readAnswer(status: number, text: string): Joined {
  if (status === 403 && text.includes('"gateway-disabled"'))
    throw new Fault('not-permitted', 'This gateway was disabled: it is let in again when it is enabled.');
  if (status === 403 || status === 400)
    throw new Fault(
      'proof-invalid',
      'Control does not let this gateway in: the join token is used, too old or unknown.',
    );
  if (status !== 200) throw new Fault('control-unreachable', `Control answered ${status}.`);
  try {
    return joinedSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Fault('control-unreachable', 'Control answered with something else than a certificate.', {
      cause,
    });
  }
}

import type { UpstreamProbe } from '#contracts/api/apps.ts';

interface Tried {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

type Explained = Pick<UpstreamProbe, 'code' | 'said'>;

const byCode: Readonly<Record<string, (tried: Tried) => Explained>> = {
  ENOTFOUND: ({ host }) => nameUnknown(host),
  EAI_AGAIN: ({ host }) => nameUnknown(host),
  ENODATA: ({ host }) => nameUnknown(host),
  ECONNREFUSED: ({ host, port }) => ({
    code: 'refused',
    said: `Nothing listens on port ${port} of ${host}. Is the application running, and on this port?`,
  }),
  EHOSTUNREACH: ({ host }) => unreachable(host),
  ENETUNREACH: ({ host }) => unreachable(host),
  ECONNRESET: ({ secure }) => ({
    code: 'not-http',
    said: secure
      ? 'It hung up during the handshake. Does it speak HTTPS there, or HTTP?'
      : 'It hung up without an answer. Does it speak HTTP there, or HTTPS?',
  }),
  ABORT_ERR: tooSlow,
  ETIMEDOUT: tooSlow,
  EPROTO: () => ({
    code: 'tls-broken',
    said: 'The TLS handshake failed. Does it speak HTTPS there, or HTTP?',
  }),
};

const untrusted =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_CERT_ALTNAME_INVALID)/;

/** Says in words why an upstream could not be tried, and what to look at. */
export function explainProbeError(error: unknown, tried: Tried): Explained {
  const code = codeOf(error);
  const known = Object.hasOwn(byCode, code) ? byCode[code] : undefined;
  if (known !== undefined) return known(tried);
  if (untrusted.test(code)) {
    return {
      code: 'tls-untrusted',
      said: `Its certificate is not trusted for ${tried.host} (${code}). Give the authority that vouches for it, or the server name that the certificate is for.`,
    };
  }
  if (code.startsWith('HPE_')) {
    return { code: 'not-http', said: 'What answers there is not HTTP. Is it HTTPS, or another service?' };
  }
  if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS')) {
    return { code: 'tls-broken', said: `The TLS handshake failed (${code}).` };
  }
  return { code: 'unreachable', said: `${tried.host} could not be reached (${code || 'no reason given'}).` };
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('name' in error && (error.name === 'AbortError' || error.name === 'TimeoutError')) return 'ABORT_ERR';
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function nameUnknown(host: string): Explained {
  return { code: 'name-unknown', said: `The name ${host} is not known here. Is it spelled right?` };
}

function unreachable(host: string): Explained {
  return { code: 'unreachable', said: `There is no way from here to ${host}.` };
}

function tooSlow({ host }: Tried): Explained {
  return { code: 'too-slow', said: `${host} did not answer in time. Is a firewall in between?` };
}

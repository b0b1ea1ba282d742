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

const wrongName = 'ERR_TLS_CERT_ALTNAME_INVALID';

const untrusted = /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_)/;

/** Says in words why an upstream could not be tried, and what to look at. */
export function explainProbeError(error: unknown, tried: Tried): Explained {
  const code = codeOf(error);
  const known = Object.hasOwn(byCode, code) ? byCode[code] : undefined;
  if (known !== undefined) return known(tried);
  if (code === wrongName) {
    return {
      code: 'tls-wrong-name',
      said: `Its certificate is for ${namesIn(error)}, not for ${tried.host}. Use that name in the address, or give it as the server name.`,
    };
  }
  if (untrusted.test(code)) {
    return {
      code: 'tls-untrusted',
      said: `${untrustedWords(code)} (${code}). Give the authority that vouches for ${tried.host}, as PEM; self-signed ones are their own.`,
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

function untrustedWords(code: string): string {
  if (code === 'CERT_HAS_EXPIRED') return 'Its certificate has expired';
  if (code.includes('SELF_SIGNED'))
    return 'Its certificate is signed by itself, or by an authority that nobody here knows';
  return 'Its certificate comes from an authority that is not known here';
}

/** The names in a certificate that was shown, as Node reports them; they come from outside and are cut short. */
function namesIn(error: unknown): string {
  const cert = typeof error === 'object' && error !== null && 'cert' in error ? error.cert : undefined;
  const names =
    typeof cert === 'object' && cert !== null && 'subjectaltname' in cert ? cert.subjectaltname : '';
  const found = typeof names === 'string' ? names.replaceAll(/(DNS|IP Address):/g, '').slice(0, 200) : '';
  return found === '' ? 'no name at all' : found;
}

function nameUnknown(host: string): Explained {
  return { code: 'name-unknown', said: `The name ${host} is not known here. Is it spelled right?` };
}

function unreachable(host: string): Explained {
  return {
    code: 'unreachable',
    said: `There is no way from here to ${host}. Is the network or the VPN up, and the address right?`,
  };
}

function tooSlow({ host }: Tried): Explained {
  return { code: 'too-slow', said: `${host} did not answer in time. Is a firewall in between?` };
}

import type { ProviderFault } from '#contracts/provider-settings.ts';

/** What went wrong with a provider. The message is for the log; `wordsFor` has what an administrator reads. */
export class ProviderError extends Error {
  readonly fault: ProviderFault;

  constructor(fault: ProviderFault, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ProviderError';
    this.fault = fault;
  }

  /** Tells by a socket's error what kept us from a server. */
  static ofConnection(thrown: unknown, host: string): ProviderError {
    const code = codeOf(thrown);
    const fault = (code === undefined ? undefined : connectionFaults.get(code)) ?? 'broken-connection';
    return new ProviderError(fault, `${host}: ${code ?? String(thrown)}`, { cause: thrown });
  }
}

const connectionFaults: ReadonlyMap<string, ProviderFault> = new Map([
  ['ENOTFOUND', 'name-unknown'],
  ['EAI_AGAIN', 'name-unknown'],
  ['EAI_FAIL', 'name-unknown'],
  ['ECONNREFUSED', 'refused-connection'],
  ['ENETUNREACH', 'no-route'],
  ['EHOSTUNREACH', 'no-route'],
  ['EADDRNOTAVAIL', 'no-route'],
  ['ETIMEDOUT', 'too-slow'],
  ['CERT_HAS_EXPIRED', 'certificate-expired'],
  ['CERT_NOT_YET_VALID', 'clock'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-unknown'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate-unknown'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-unknown'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'certificate-unknown'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate-unknown'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate-for-another'],
]);

function codeOf(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}

/** Says to an administrator what is wrong and what can be done. */
export function wordsFor(fault: ProviderFault, host: string): string {
  const words: Readonly<Record<ProviderFault, string>> = {
    'name-unknown': `The name ${host} is not known to DNS. Check the issuer's spelling.`,
    'no-route': `There is no route from here to ${host}. Check network and firewall.`,
    'refused-connection': `${host} refuses the connection: nothing listens there, or a firewall says no.`,
    'too-slow': `${host} did not answer in time. Check that it runs and that a firewall lets us through.`,
    'too-large': `${host} sent an answer that is larger than any provider's should be.`,
    'address-forbidden': `${host} leads to an address of this machine, of a private network or of a cloud's inside. Set reach to private if the provider really is on your own network.`,
    'certificate-expired': `The certificate of ${host} has expired, or the clock of this machine is ahead.`,
    'certificate-unknown': `The certificate of ${host} is signed by an authority that is not known here. Give that authority's certificate in the setting ca.`,
    'certificate-for-another': `The certificate of ${host} is for another name.`,
    clock: `The times of ${host} and of this machine do not fit. Check both clocks.`,
    'not-found': `${host} has no description of a provider below the issuer's address. Check the issuer to the letter.`,
    'not-json': `${host} answered something that is no description of a provider. Check the issuer to the letter.`,
    'issuer-differs': `${host} calls itself by another name than the issuer that was given. Both have to be equal to the letter, a slash at the end included.`,
    'insecure-address': `${host} names an address that is not https.`,
    'not-enough-offered': `${host} does not offer what a safe sign-in needs: the code flow, and identity tokens signed by a key pair.`,
    'refused-by-provider': `${host} refused the sign-in.`,
    'client-unknown': `${host} does not take our client id or secret.`,
    'invalid-answer': `${host} gave an answer that cannot be believed: a token that is not for us, not signed rightly, or out of its time.`,
    'no-time-of-sign-in': `${host} does not say when somebody proved themselves there, so that it cannot confirm a fresh sign-in.`,
    'broken-connection': `The connection to ${host} broke off.`,
  };
  return words[fault];
}

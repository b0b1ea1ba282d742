import { X509Certificate } from 'node:crypto';
import type { Clock } from '#base/clock.ts';
import { type Keyring, makeCertificateRequest } from '#ca/index.ts';
import { Fault } from '#contracts/errors.ts';

/** What control shows to gateways. */
export interface ControlCredentials {
  /** PEM: the leaf, behind it the authority that issued it, so that who joins can compare it with its token. */
  readonly certificate: string;
  readonly privateKey: string;
  /** PEM of the authority that issued it. */
  readonly authority: string;
}

/** Issues control's own certificate, in the name of this replica. */
export function issueControlCredentials(keyring: Keyring, replica: string): ControlCredentials {
  const { request, privateKey } = makeCertificateRequest();
  const { certificate } = keyring.issuePeerCertificate({ kind: 'control', id: replica }, request);
  const leaf = new X509Certificate(certificate);
  const authority = keyring.authorities().find((pem) => leaf.checkIssued(new X509Certificate(pem)));
  if (authority === undefined)
    throw new Fault('key-unavailable', 'The authority that issued our certificate is gone.');
  return { certificate: `${certificate}${authority}`, privateKey, authority };
}

/**
 * Issues it anew twice a day, since one that is a week old would not be believed any more; and at once when told
 * that keys are others, so that control shows the authority that join tokens name.
 */
export function renewControlCredentials(options: {
  readonly issue: () => ControlCredentials;
  readonly use: (credentials: ControlCredentials) => void;
  readonly clock: Clock;
  readonly failed: (thrown: unknown) => void;
}): { readonly renew: () => void; readonly stop: () => void } {
  const { issue, use, clock, failed } = options;
  const renew = (): void => {
    try {
      use(issue());
    } catch (thrown) {
      failed(thrown);
    }
  };
  const again = () =>
    clock.after(12 * 3_600_000, () => {
      renew();
      timer = again();
    });
  let timer = again();
  return { renew, stop: () => timer.cancel() };
}

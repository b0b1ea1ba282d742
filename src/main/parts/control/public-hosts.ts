import type { Keyring } from '#ca/index.ts';
import { type SystemApp, originOf, systemHost, systemHosts } from '#contracts/hosts.ts';
import type { HostCertificate } from '#contracts/protocol/app-config.ts';
import type { HostCertificateFiles } from '../../host-certificate/read-host-certificate.ts';

/** The origins of our own hosts. */
export function ownOrigins(domain: string, port: number): ReadonlySet<string> {
  const names = Object.keys(systemHosts).filter((name): name is SystemApp =>
    Object.hasOwn(systemHosts, name),
  );
  return new Set(names.map((name) => originOf(systemHost(name, domain), port)));
}

/** The certificates that browsers see: the organisation's own, where it gave one, else one by our authority. */
export function hostCertificates(options: {
  readonly domain: string;
  readonly own: HostCertificateFiles | undefined;
  readonly keyring: Pick<Keyring, 'hostCertificate'>;
}): readonly HostCertificate[] {
  const { domain, own, keyring } = options;
  const { certificate, privateKey } = own ?? keyring.hostCertificate();
  return [{ names: [domain, `*.${domain}`], certificate, privateKey }];
}

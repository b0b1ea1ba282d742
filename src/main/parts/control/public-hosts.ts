import type { Keyring } from '#ca/index.ts';
import { type SystemApp, originOf, systemHost, systemHosts } from '#contracts/hosts.ts';
import type { HostCertificate } from '#contracts/protocol/app-config.ts';
import type { ControlWork } from '../work.ts';

/** The origins of our own hosts. */
export function ownOrigins(domain: string, port: number): ReadonlySet<string> {
  const names = Object.keys(systemHosts).filter((name): name is SystemApp =>
    Object.hasOwn(systemHosts, name),
  );
  return new Set(names.map((name) => originOf(systemHost(name, domain), port)));
}

/** The certificates that browsers see: the organisation's own, where it gave one, else one by our authority. */
export async function readHostCertificates(
  work: Pick<ControlWork, 'configuration' | 'hostCertificate'>,
  keyring: Pick<Keyring, 'hostCertificate'>,
): Promise<readonly HostCertificate[]> {
  const { domain } = work.configuration.general;
  const { certificate, privateKey } = work.hostCertificate ?? keyring.hostCertificate();
  return [{ names: [domain, `*.${domain}`], certificate, privateKey }];
}

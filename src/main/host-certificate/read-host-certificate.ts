import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { Fault } from '#contracts/errors.ts';

/** A certificate of the organisation's for the public hosts, with its key; both PEM. */
export interface HostCertificateFiles {
  /** The leaf first, behind it what leads to the authority. */
  readonly certificate: string;
  readonly privateKey: string;
}

/** Where an organisation's own certificate lies, and what it has to be good for. */
export interface HostCertificatePlace {
  readonly domain: string;
  readonly certificate: string;
  readonly key: string;
}

/** Says where the organisation's own certificate lies; undefined where it gave none. */
export function hostCertificatePlace(configuration: {
  readonly general: { readonly domain: string };
  readonly tls: { readonly certificate: string | undefined; readonly key: string | undefined };
}): HostCertificatePlace | undefined {
  const { certificate, key } = configuration.tls;
  if (certificate === undefined || key === undefined) return undefined;
  return { domain: configuration.general.domain, certificate, key };
}

/**
 * Reads the organisation's own certificate for the public hosts and makes sure that it can be served: it is
 * whole, key and certificate belong together, it is for every host below the domain, and good at this time.
 * @throws Fault `config-invalid` naming the file
 */
export async function readHostCertificate(
  { domain, certificate: path, key: keyPath }: HostCertificatePlace,
  now: number,
): Promise<HostCertificateFiles> {
  const [certificate, keyText] = [await read(path), await read(keyPath)];
  const leaf = parse(path, () => new X509Certificate(certificate));
  const key = parse(keyPath, () => createPrivateKey(keyText));
  if (!leaf.checkPrivateKey(key)) throw wrong(keyPath, `is not the key of ${path}`);
  if (leaf.checkHost(`console.${domain}`) === undefined) throw wrong(path, `is not for *.${domain}`);
  if (Date.parse(leaf.validTo) < now) throw wrong(path, `ended on ${leaf.validTo}`);
  if (Date.parse(leaf.validFrom) > now) throw wrong(path, `is not valid before ${leaf.validFrom}`);
  const privateKey = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  // Reads what stands behind the leaf as well: a file that is still being written often breaks off there.
  parse(path, () => createSecureContext({ cert: certificate, key: privateKey }));
  return { certificate, privateKey };
}

function parse<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch {
    throw wrong(path, 'is not PEM of the right kind, or not whole');
  }
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    const who = code === 'EACCES' ? ` by user ${process.getuid?.() ?? ''}` : '';
    throw wrong(path, `cannot be read${who} (${code})`);
  }
}

function wrong(path: string, why: string): Fault {
  return new Fault('config-invalid', `${path} ${why}.`);
}

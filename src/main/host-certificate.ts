import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Fault } from '#contracts/errors.ts';
import type { Configuration } from './configuration/sections.ts';

/** A certificate of the organisation's for the public hosts, with its key. */
export interface HostCertificateFiles {
  readonly certificate: string;
  readonly privateKey: string;
}

/**
 * Reads the organisation's own certificate for the public hosts, where it gave one, and makes sure that it can
 * be served: key and certificate belong together, and it is for the domain and every host below it.
 * @throws Fault `config-invalid` naming the file
 */
export async function readHostCertificate(
  configuration: Pick<Configuration, 'general' | 'tls'>,
): Promise<HostCertificateFiles | undefined> {
  const { certificate: path, key: keyPath } = configuration.tls;
  const { domain } = configuration.general;
  if (path === undefined || keyPath === undefined) return undefined;
  const [certificate, privateKey] = [await read(path), await read(keyPath)];
  const leaf = parse(path, () => new X509Certificate(certificate));
  const key = parse(keyPath, () => createPrivateKey(privateKey));
  if (!leaf.checkPrivateKey(key)) throw wrong(keyPath, `is not the key of ${path}`);
  if (leaf.checkHost(`console.${domain}`) === undefined) throw wrong(path, `is not for *.${domain}`);
  if (Date.parse(leaf.validTo) < Date.now()) throw wrong(path, `ended on ${leaf.validTo}`);
  return { certificate, privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

function parse<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch {
    throw wrong(path, 'is not PEM of the right kind');
  }
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw wrong(path, cause instanceof Error ? cause.message : 'cannot be read');
  }
}

function wrong(path: string, why: string): Fault {
  return new Fault('config-invalid', `${path} ${why}.`);
}

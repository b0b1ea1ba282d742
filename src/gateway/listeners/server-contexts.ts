import { createSecureContext, type SecureContext } from 'node:tls';
import type { HostCertificate } from '#contracts/protocol/app-config.ts';

/** The TLS contexts of the hosts that a gateway serves. */
export interface ServerContexts {
  /** The context for a server name; undefined when no certificate is for it. */
  contextOf(serverName: string): SecureContext | undefined;
  /** Takes over another list; contexts of certificates that stay are kept. */
  replace(certificates: readonly HostCertificate[]): void;
}

/** What every context of ours has in common. */
export const tlsSettings = {
  minVersion: 'TLSv1.2',
  honorCipherOrder: true,
  // HTTP/2 is not spoken here; a client that can do both must not begin with it.
  ciphers:
    'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:' +
    'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:' +
    'ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305',
} as const;

/** Keeps one context per certificate, found by exact name first, then by a wildcard of one label. */
export function createServerContexts(
  broken: (names: readonly string[], error: unknown) => void,
): ServerContexts {
  let byName = new Map<string, SecureContext>();
  let kept = new Map<string, SecureContext>();
  return {
    contextOf(serverName) {
      const name = serverName.toLowerCase();
      return byName.get(name) ?? byName.get(`*.${name.slice(name.indexOf('.') + 1)}`);
    },
    replace(certificates) {
      const names = new Map<string, SecureContext>();
      const used = new Map<string, SecureContext>();
      for (const certificate of certificates) {
        const key = `${certificate.certificate}\n${certificate.privateKey}`;
        try {
          const context = kept.get(key) ?? contextFor(certificate);
          used.set(key, context);
          for (const name of certificate.names) names.set(name.toLowerCase(), context);
        } catch (error) {
          // One certificate that cannot be used must not take the other hosts with it.
          broken(certificate.names, error);
        }
      }
      byName = names;
      kept = used;
    },
  };
}

function contextFor({ certificate, privateKey }: HostCertificate): SecureContext {
  return createSecureContext({ cert: certificate, key: privateKey, ...tlsSettings });
}

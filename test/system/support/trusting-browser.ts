import { createHash, X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';

/** The digests of the public keys that a server's certificate chain is made of, as Chromium takes them. */
export function keyDigestsOf(host: string, port: number): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, servername: host, rejectUnauthorized: false });
    socket.on('error', reject);
    socket.on('secureConnect', () => {
      const { raw } = socket.getPeerCertificate();
      socket.destroy();
      const key = new X509Certificate(raw).publicKey.export({ type: 'spki', format: 'der' });
      resolve([createHash('sha256').update(key).digest('base64')]);
    });
  });
}

/** An authenticator in a page: a device's own, whose holder puts a finger on it when told to. */
export interface VirtualAuthenticator {
  /** Whether its holder confirms by themselves. */
  confirm(how: 'at-once' | 'never'): Promise<void>;
  /** How often each of its passkeys signed. */
  counts(): Promise<readonly number[]>;
}

/** Gives a page an authenticator (Chromium's own, by its debugging protocol). */
export async function giveAuthenticator(context: BrowserContext, page: Page): Promise<VirtualAuthenticator> {
  const session: CDPSession = await context.newCDPSession(page);
  await session.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    async confirm(how) {
      const enabled = how === 'at-once';
      await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
    },
    async counts() {
      const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId });
      return credentials.map(({ signCount }) => signCount);
    },
  };
}

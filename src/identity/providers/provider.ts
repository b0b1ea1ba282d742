import type { ProviderId, SessionId } from '#base/ids.ts';
import type { ProviderSettings } from '#contracts/provider-settings.ts';

/** A provider that may vouch for people, as sign-in uses it. */
export interface Provider {
  readonly id: ProviderId;
  readonly name: string;
  readonly title: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Absent for a public client. */
  readonly sealedSecret?: Uint8Array;
  readonly settings: ProviderSettings;
  readonly enabled: boolean;
  readonly version: number;
}

/** Whom a provider names; never an e-mail address. */
export interface ProviderIdentity {
  readonly issuer: string;
  readonly subject: string;
}

/** What a sign-in at a provider leaves with the session of ours that rests on it. */
export interface ProviderProof extends ProviderIdentity {
  readonly provider: ProviderId;
  /** The provider's own name of its session. */
  readonly sid?: string;
  readonly refreshToken?: string;
}

/** The place to which a provider's client secret is sealed. */
export function providerPlace(provider: string): string {
  return `provider:${provider}`;
}

/** The place to which a session's refresh token is sealed. */
export function providerSessionPlace(session: SessionId): string {
  return `provider-session:${session}`;
}

/** Where a provider finds us. */
export interface ProviderAddresses {
  readonly callback: string;
  readonly backChannelLogout: string;
  readonly startLogin: string;
}

/**
 * Makes the addresses that a provider is told. Each provider has a callback of its own, so that an answer of one
 * cannot be taken for another's even where it does not say who it is from (RFC 9700, 4.4).
 */
export function providerAddresses(signInOrigin: string, name: string): ProviderAddresses {
  const base = `${signInOrigin}/provider/${name}`;
  return {
    callback: `${base}/callback`,
    backChannelLogout: `${base}/logout`,
    startLogin: `${base}/login`,
  };
}

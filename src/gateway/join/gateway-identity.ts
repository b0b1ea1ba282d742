import { X509Certificate, createHash } from 'node:crypto';
import type { Clock, Timer } from '#base/clock.ts';
import { Fault, isFault } from '#contracts/errors.ts';
import { type Joined, readJoinToken } from '#contracts/protocol/join.ts';
import type { LinkAddress, LinkCredentials, VerifyPeer } from '#link/index.ts';
import { askToJoin, fetchAuthority } from './ask-to-join.ts';
import { type HeldIdentity, readIdentity, writeIdentity } from './held-identity.ts';

export interface GatewayIdentityOptions {
  /** Our own folder, where the identity is kept. */
  readonly folder: string;
  readonly addresses: readonly LinkAddress[];
  /** Asked where there is no identity, or none that control believes; undefined: there is no token now. */
  readonly joinToken: () => Promise<string | undefined>;
  /** Makes a key pair and a certificate request for it; the key never leaves this process. */
  readonly makeRequest: () => Promise<{ readonly request: string; readonly privateKey: string }>;
  /** Makes the check of a peer's certificate for a domain and its authorities. */
  readonly verifierFor: (domain: string | undefined, authorities: readonly string[]) => VerifyPeer;
  readonly clock: Clock;
  /** Told when a renewal failed; it is tried again. */
  readonly onFault: (thrown: unknown) => void;
}

/** Who this gateway is. */
export interface GatewayIdentity {
  gateway(): string;
  domain(): string;
  credentials(): LinkCredentials;
  readonly verifyPeer: VerifyPeer;
  /** Asks for a new certificate now, joining anew if control does not know us: after control has refused us. */
  renew(): Promise<void>;
  stop(): void;
}

const renewAgainMs = 60_000;

/**
 * Reads the gateway's identity, or joins by the token; then keeps the certificate fresh: it is renewed when half
 * of its life is over.
 * @throws Fault `control-unreachable`; `proof-invalid` without identity and with no token that control takes
 */
export async function openGatewayIdentity(options: GatewayIdentityOptions): Promise<GatewayIdentity> {
  const { clock, folder } = options;
  const found = await readIdentity(folder);
  const isFresh = found !== undefined && found.endsAt > clock.wall();
  let held = isFresh ? found : await joinAnew(options, await options.joinToken());
  let timer: Timer | undefined;
  let renewing: Promise<void> | undefined;

  const renew = async (): Promise<void> => {
    try {
      held = await renewed(options, held);
    } catch (thrown) {
      if (isFault(thrown, 'not-permitted')) throw thrown;
      const token = await options.joinToken();
      // A control whose authority was replaced at once cannot prove itself to us, which reads as one that is away.
      const isStrange = token !== undefined && !isOfAuthority(held, token);
      if (token === undefined || !(isStrange || isFault(thrown, 'proof-invalid'))) throw thrown;
      held = await joinAnew(options, token);
    }
  };
  const once = (): Promise<void> => {
    renewing ??= renew().finally(() => (renewing = undefined));
    return renewing;
  };
  const watch = (waitMs: number): void => {
    // A timer's longest wait is 24.8 days; a suspended machine is late by its sleep at most once.
    timer = clock.after(Math.min(Math.max(waitMs, 1_000), 86_400_000), () => {
      if (clock.wall() < held.renewAt) return watch(held.renewAt - clock.wall());
      once().then(
        () => watch(held.renewAt - clock.wall()),
        (thrown: unknown) => {
          options.onFault(thrown);
          watch(renewAgainMs);
        },
      );
    });
  };
  watch(held.renewAt - clock.wall());

  return {
    gateway: () => held.gateway,
    domain: () => held.domain,
    credentials: () => held,
    verifyPeer: (presented) => options.verifierFor(held.domain, held.authorities)(presented),
    renew: once,
    stop: () => timer?.cancel(),
  };
}

// A token that is sealed to an authority we never heard of comes from a control plane whose keys were replaced at
// once: what we hold is worth nothing to it, and nothing to us, since we would not believe it either.
function isOfAuthority(held: HeldIdentity, token: string): boolean {
  const authority = readJoinToken(token)?.authority;
  return held.authorities.some(
    (pem) => createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url') === authority,
  );
}

async function joinAnew(options: GatewayIdentityOptions, text: string | undefined): Promise<HeldIdentity> {
  if (text === undefined)
    throw new Fault('proof-invalid', 'This gateway has no certificate yet: give it a join token.');
  const token = readJoinToken(text);
  if (token === undefined)
    throw new Fault('proof-invalid', 'The join token is damaged: copy it again, whole.');
  const { request, privateKey } = await options.makeRequest();
  return atAnyAddress(options.addresses, async (address) => {
    const authority = await fetchAuthority(address, token);
    const joined = await askToJoin({
      address,
      body: { request, token: text },
      authorities: [authority],
      // The domain is not known yet. The authority is the token's, and it vouches for one domain only.
      verifyPeer: options.verifierFor(undefined, [authority]),
    });
    return keep(options, joined, privateKey);
  });
}

async function renewed(options: GatewayIdentityOptions, held: HeldIdentity): Promise<HeldIdentity> {
  const { request, privateKey } = await options.makeRequest();
  return atAnyAddress(options.addresses, async (address) => {
    const joined = await askToJoin({
      address,
      body: { request },
      authorities: held.authorities,
      verifyPeer: options.verifierFor(held.domain, held.authorities),
      credentials: held,
    });
    return keep(options, joined, privateKey);
  });
}

async function keep(
  { clock, folder }: GatewayIdentityOptions,
  joined: Joined,
  privateKey: string,
): Promise<HeldIdentity> {
  const now = clock.wall();
  const identity: HeldIdentity = {
    gateway: joined.gateway,
    domain: joined.domain,
    certificate: joined.certificate,
    privateKey,
    authorities: joined.authorities,
    renewAt: now + joined.endsInMs / 2,
    endsAt: now + joined.endsInMs,
  };
  await writeIdentity(folder, identity);
  return identity;
}

/** Tries one address after the other; a "no" of one is a "no" of all, since they share a database. */
async function atAnyAddress<T>(
  addresses: readonly LinkAddress[],
  attempt: (address: LinkAddress) => Promise<T>,
): Promise<T> {
  let last: unknown = new Fault('control-unreachable', 'No address of control is known.');
  for (const address of addresses) {
    try {
      return await attempt(address);
    } catch (thrown) {
      if (!isFault(thrown, 'control-unreachable')) throw thrown;
      last = thrown;
    }
  }
  throw last;
}

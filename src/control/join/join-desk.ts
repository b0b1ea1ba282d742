import { X509Certificate, createHash, randomBytes } from 'node:crypto';
import { type GatewayId, newId } from '#base/ids.ts';
import { type Result, ok, refused } from '#base/result.ts';
import type { Actor, AuditLog } from '#contracts/events.ts';
import { type JoinRequest, type Joined, readJoinToken, writeJoinToken } from '#contracts/protocol/join.ts';
import type { GatewayRow, NewGateway, Store } from '#store/index.ts';

/** A certificate made for somebody else's key. */
export interface PeerCertificate {
  /** PEM, leaf first. */
  readonly certificate: string;
  /** Hex. */
  readonly serial: string;
  /** Milliseconds since the Unix epoch. */
  readonly notAfter: number;
}

export interface JoinDeskOptions {
  readonly store: Pick<Store, 'joinTokens' | 'gateways' | 'transaction'>;
  readonly audit: AuditLog;
  readonly domain: string;
  /** PEM of the authorities that vouch for our parts. */
  readonly authorities: () => readonly string[];
  /** The one of them that issued control's own certificate: gateways that join see it in the handshake. */
  readonly authority: () => string;
  /** Issues a certificate in the name of a gateway; throws a fault `proof-invalid` on a bad request. */
  readonly issue: (options: {
    readonly gateway: GatewayId;
    readonly request: string;
  }) => Promise<PeerCertificate>;
  readonly now: () => number;
}

/** Who makes join tokens, and lets gateways in by them. */
export interface JoinDesk {
  /** Makes a token for so many gateways; the text is shown this once, we keep its hash. */
  makeToken(wanted: {
    readonly name: string;
    readonly uses: number;
    readonly lifetimeSeconds: number;
    /** The place of one gateway of `serve`: whoever joins by this token is the gateway that sits there. */
    readonly seat?: string;
  }): Promise<{ readonly id: string; readonly token: string }>;
  /** Writes a token's secret as gateways take it. */
  write(secret: string): string;
  /** Lets a new gateway in, or renews the certificate of the one that proved `peer` in its handshake. */
  admit(request: JoinRequest, from: JoinOrigin): Promise<Result<Joined, JoinRefusal>>;
}

export interface JoinOrigin {
  readonly address: string;
  /** The gateway that the client certificate names, verified. */
  readonly peer: GatewayId | undefined;
}

/** Why somebody is not let in. A gateway that was disabled hears so, and does not try to join under another name. */
export type JoinRefusal = 'token-unknown' | 'gateway-unknown' | 'gateway-disabled' | 'not-proven';

/** Opens the desk at which gateways join. */
export function createJoinDesk(options: JoinDeskOptions): JoinDesk {
  const { store } = options;
  const write = (secret: string): string =>
    writeJoinToken({ secret, authority: authorityFingerprint(options.authority()) });
  return {
    async makeToken({ name, uses, lifetimeSeconds, seat }) {
      const secret = randomBytes(32).toString('base64url');
      const id = newId('apiToken').replace(/^tok_/, 'jtk_');
      await store.joinTokens.insert(
        { id, hash: hashOf(secret), name, usesLeft: uses, seat: seat ?? null },
        lifetimeSeconds,
      );
      return { id, token: write(secret) };
    },
    write,
    async admit(request, from) {
      if (request.token !== undefined) return join(options, request, from);
      return from.peer === undefined ? refused('not-proven') : renew(options, request, from.peer);
    },
  };
}

/** SHA-256 of an authority's certificate, as join tokens carry it. */
export function authorityFingerprint(pem: string): string {
  return createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url');
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

// The request is looked at before the token is spent: a gateway whose request is broken may try again. Token and
// gateway change in one transaction, so that a token that is used up has always brought somebody in.
async function join(
  options: JoinDeskOptions,
  { request, token = '' }: JoinRequest,
  { address }: JoinOrigin,
): Promise<Result<Joined, JoinRefusal>> {
  const parts = readJoinToken(token);
  if (parts === undefined) return refused('token-unknown');
  const { store } = options;
  const hash = hashOf(parts.secret);
  const seat = await store.joinTokens.seatOf(hash);
  // INVARIANT: where a gateway sits already, that one joins again, under its own id. A disabled one therefore stays
  // so although `serve` makes tokens by itself, whatever became of its certificate.
  const sitting = typeof seat === 'string' ? await store.gateways.atSeat(seat) : undefined;
  if (sitting?.state === 'disabled') return refused('gateway-disabled');
  const gateway = sitting?.id ?? newId('gateway');
  const issued = await options.issue({ gateway, request });
  const row = await store.transaction(async (tx) => {
    const used = await tx.joinTokens.use(hash);
    if (used === undefined) return undefined;
    const { serial } = issued;
    const made = { serial, fingerprint: fingerprintOf(issued.certificate) };
    if (sitting === undefined) return insertNew(tx, { id: gateway, seat: used.seat, ...made }, used.name);
    // By its version: one that was disabled meanwhile is not the one that was looked at.
    const again = await tx.gateways.update({ id: gateway, version: sitting.version }, made);
    return again.ok ? again.value : undefined;
  });
  if (row === undefined) return refused('token-unknown');
  const actor: Actor = { kind: 'gateway', id: gateway, name: row.name };
  await options.audit.append({
    kind: 'gateway-joined',
    actor,
    about: [gateway],
    address,
    data: { name: row.name, fingerprint: row.fingerprint },
  });
  return ok(answer(options, gateway, issued));
}

async function insertNew(
  tx: Pick<Store, 'gateways'>,
  gateway: Omit<NewGateway, 'name'>,
  name: string,
): Promise<GatewayRow> {
  // Names are unique: a second one by the same token gets a part of its id behind it.
  const taken = (await tx.gateways.all()).some((other) => other.name === name);
  return tx.gateways.insert({ ...gateway, name: taken ? `${name}-${gateway.id.slice(-6)}` : name });
}

async function renew(
  options: JoinDeskOptions,
  { request }: JoinRequest,
  gateway: GatewayId,
): Promise<Result<Joined, JoinRefusal>> {
  const { store } = options;
  const found = await store.gateways.find(gateway);
  if (found === undefined) return refused('gateway-unknown');
  if (found.state !== 'enabled') return refused('gateway-disabled');
  const issued = await options.issue({ gateway, request });
  const edit = { serial: issued.serial, fingerprint: fingerprintOf(issued.certificate) };
  const updated = await store.gateways.update({ id: gateway, version: found.version }, edit);
  return updated.ok ? ok(answer(options, gateway, issued)) : refused('gateway-unknown');
}

function fingerprintOf(pem: string): string {
  return createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
}

function answer(options: JoinDeskOptions, gateway: GatewayId, issued: PeerCertificate): Joined {
  return {
    gateway,
    domain: options.domain,
    certificate: issued.certificate,
    endsInMs: issued.notAfter - options.now(),
    authorities: [...options.authorities()],
  };
}

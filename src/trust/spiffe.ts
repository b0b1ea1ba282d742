import { ok, refused, type Result } from '#base/result.ts';

/** What a certificate of ours can name. */
export const peerKinds = ['control', 'gateway', 'connector', 'device', 'workload'] as const;
export type PeerKind = (typeof peerKinds)[number];

/** Who a certificate names, from `spiffe://<domain>/<kind>/<id>`. */
export interface SpiffeName {
  readonly kind: PeerKind;
  readonly id: string;
}

/** Writes a SPIFFE ID (SPIFFE-ID standard, 2). */
export function formatSpiffeId(domain: string, { kind, id }: SpiffeName): string {
  return `spiffe://${domain}/${kind}/${id}`;
}

/** Reads a SPIFFE ID of our own trust domain; every other spelling is refused, not repaired. */
export function parseSpiffeId(text: string, domain: string): Result<SpiffeName, string> {
  const prefix = `spiffe://${domain}/`;
  if (text.length > 255 || !text.startsWith(prefix)) return refused('it is not of our trust domain');
  const [kindText, id, ...rest] = text.slice(prefix.length).split('/');
  const kind = peerKinds.find((known) => known === kindText);
  if (!kind || rest.length > 0) return refused('it is not a name that we give');
  if (id === undefined || !/^[A-Za-z0-9_-]{1,64}$/.test(id)) return refused('its id is malformed');
  return ok({ kind, id });
}

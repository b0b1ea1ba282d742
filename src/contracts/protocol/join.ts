import { z } from 'zod';

/** Where a gateway sends its request, on control's listener. */
export const joinPath = '/join';

/** PEM and tokens are short; nothing longer is read. */
export const longestJoinBody = 16_384;

/**
 * What a gateway sends: a certificate request for a key pair that it made itself, and, when it joins for the
 * first time, its token. Without a token the certificate that it shows in the handshake is renewed.
 */
export const joinRequestSchema = z.strictObject({
  /** PKCS #10 (RFC 2986), PEM. */
  request: z.string().max(8192),
  token: z.string().max(200).optional(),
});
export type JoinRequest = z.infer<typeof joinRequestSchema>;

/** What it gets: a certificate for its key, and whom to believe. */
export const joinedSchema = z.object({
  gateway: z.string(),
  domain: z.string(),
  /** PEM, leaf first. */
  certificate: z.string(),
  /** Milliseconds from now at which the certificate ends. */
  endsInMs: z.number(),
  /** PEM of the authorities that vouch for control. */
  authorities: z.array(z.string()).min(1),
});
export type Joined = z.infer<typeof joinedSchema>;

/** A join token: the secret, and the fingerprint of the authority, so that it is shown to the right one only. */
export interface JoinTokenParts {
  readonly secret: string;
  /** SHA-256 of the authority's certificate (DER), base64url. */
  readonly authority: string;
}

/** Writes a join token. */
export function writeJoinToken({ secret, authority }: JoinTokenParts): string {
  return `sjt_${secret}.${authority}`;
}

/** Reads a join token; undefined when it is none. */
export function readJoinToken(text: string): JoinTokenParts | undefined {
  const [, secret, authority] = /^sjt_([\w-]{43})\.([\w-]{43})$/.exec(text.trim()) ?? [];
  return secret === undefined || authority === undefined ? undefined : { secret, authority };
}

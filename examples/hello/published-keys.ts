import type { KeyObject } from 'node:crypto';
import { request } from 'node:https';
import { rootCertificates } from 'node:tls';
import { publicKeyOf } from './verify-assertion.ts';

/** Where the issuer's keys are. */
export interface KeysPlace {
  /** The origin of the sign-in host. */
  readonly issuer: string;
  /** An authority that vouches for it beside the public ones, PEM; absent: the public ones alone. */
  readonly authority?: string | undefined;
  /** The address to connect to in place of asking for the issuer's name. */
  readonly address?: string | undefined;
}

/** How often the keys are asked for at most, milliseconds: a token with an invented key id must not cost a request. */
const pauseMs = 5_000;
const longestAnswer = 65_536;

/** Finds keys among those that the issuer publishes, which are fetched again when one is unknown. */
export function publishedKeys(place: KeysPlace): (kid: string) => Promise<KeyObject | undefined> {
  let known = new Map<string, KeyObject>();
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;
  const ask = async (): Promise<void> => {
    askedAt = performance.now();
    const found = (await fetchKeys(place)).flatMap((jwk) => publicKeyOf(jwk) ?? []);
    known = new Map(found.map(({ kid, key }) => [kid, key]));
  };
  return async (kid) => {
    if (!known.has(kid) && (asking !== undefined || performance.now() - askedAt > pauseMs)) {
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      await asking.catch(() => undefined);
    }
    return known.get(kid);
  };
}

function fetchKeys({ issuer, authority, address }: KeysPlace): Promise<readonly unknown[]> {
  const url = new URL('/.well-known/jwks.json', issuer);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: address ?? url.hostname,
        servername: url.hostname,
        port: url.port || 443,
        path: url.pathname,
        headers: { host: url.host, accept: 'application/json' },
        agent: false,
        signal: AbortSignal.timeout(3_000),
        ...(authority === undefined ? {} : { ca: [...rootCertificates, authority] }),
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => {
          text += part;
          if (text.length > longestAnswer) answer.destroy(new Error('the answer is too long'));
        });
        answer.on('error', reject);
        answer.on('end', () => {
          try {
            resolve(keysIn(JSON.parse(text)));
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        });
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

function keysIn(answer: unknown): readonly unknown[] {
  if (typeof answer !== 'object' || answer === null || !('keys' in answer)) return [];
  return Array.isArray(answer.keys) ? answer.keys : [];
}

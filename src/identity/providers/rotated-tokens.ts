import type { CustomFetch } from 'openid-client';

/** Stores the refresh token that takes another's place. */
export type KeepToken = (refreshToken: string) => Promise<void>;

/** Sees to it that a refresh token which takes another's place is kept before its answer is judged. */
export interface RotatedTokens {
  readonly fetch: CustomFetch;
  /** Runs a refresh; `keep` is awaited with the token that it brings. Rejects as `keep` or the work does. */
  during<T>(
    refresh: { readonly token: string; readonly keep: KeepToken },
    work: () => Promise<T>,
  ): Promise<T>;
}

/** The longest refresh token that is kept, characters. */
export const longestToken = 16_384;

/**
 * Looks into what a provider's token endpoint answers to a refresh. A provider that rotates refresh tokens takes the
 * old one for stolen when it is shown again (RFC 9700, 4.14.2): if the new one were lost because the identity token
 * beside it has a wrong signature, or the provider's keys cannot be read at this moment, the next try would end the
 * person's sessions. So it is kept where the answer comes in, not where it was found good.
 */
export function keepRotatedTokens(endpoint: string | undefined, fetch: CustomFetch): RotatedTokens {
  const keeping = new Map<string, { readonly keep: KeepToken; lost?: { readonly thrown: unknown } }>();
  return {
    async fetch(url, init) {
      const answer = await fetch(url, init);
      const asked = url === endpoint ? keeping.get(shownToken(init.body)) : undefined;
      if (asked === undefined || answer.status !== 200) return answer;
      const text = await answer.text();
      const next = newToken(text);
      try {
        if (next !== undefined) await asked.keep(next);
      } catch (thrown) {
        asked.lost = { thrown };
        throw thrown;
      }
      return new Response(text, { status: answer.status, headers: answer.headers });
    },
    async during({ token, keep }, work) {
      const entry: { readonly keep: KeepToken; lost?: { readonly thrown: unknown } } = { keep };
      keeping.set(token, entry);
      try {
        return await work();
      } catch (thrown) {
        // What keeps us from storing is no fault of the provider, whatever the library makes of it.
        throw entry.lost === undefined ? thrown : entry.lost.thrown;
      } finally {
        keeping.delete(token);
      }
    },
  };
}

/** Reads what the library sends: forms and nothing else. */
export function textOf(body: unknown): string | undefined {
  if (body instanceof URLSearchParams) return body.toString();
  return typeof body === 'string' ? body : undefined;
}

function shownToken(body: unknown): string {
  return new URLSearchParams(textOf(body)).get('refresh_token') ?? '';
}

function newToken(text: string): string | undefined {
  try {
    const told: unknown = JSON.parse(text);
    if (typeof told !== 'object' || told === null || !('refresh_token' in told)) return undefined;
    const { refresh_token: token } = told;
    return typeof token === 'string' && token !== '' && token.length <= longestToken ? token : undefined;
  } catch {
    return undefined;
  }
}

import { z } from 'zod';
import type { OnWish } from '../supervisor/child-process.ts';
import { wish } from '../supervisor/child-side.ts';
import { toChildSchema } from '../supervisor/messages.ts';

/** What comes of a wish for a join token; null: there is none to be had now. */
const newsSchema = z.object({ kind: z.literal('join-token'), token: z.string().nullable() });
type TokenNews = z.infer<typeof newsSchema>;

/** How long a gateway waits for its token, milliseconds. */
const patienceMs = 10_000;

/**
 * Asks whoever started this process for a join token for one of the gateways of this machine; undefined where there is
 * nobody to ask, or none to be had. Asked for when it is needed, so that no token that is good lies about unused.
 */
export function wishForJoinToken(number: number): Promise<string | undefined> {
  if (process.send === undefined) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const done = (token: string | undefined): void => {
      clearTimeout(tooLate);
      process.off('message', hear);
      resolve(token);
    };
    const hear = (raw: unknown): void => {
      const message = toChildSchema.safeParse(raw).data;
      const news = message?.kind === 'news' ? newsSchema.safeParse(message.news).data : undefined;
      if (news !== undefined) done(news.token ?? undefined);
    };
    const tooLate = setTimeout(() => done(undefined), patienceMs);
    process.on('message', hear);
    wish(`join-token ${number}`);
  });
}

/**
 * Fulfils such wishes. Whoever wishes faces the network and might not be itself any more: it gets a token for the
 * seat of a gateway of this machine and for nothing else.
 */
export function giveJoinTokens(
  workers: number,
  tokenFor: (number: number) => Promise<string | undefined> | undefined,
): OnWish {
  return (text, child) => {
    const number = Number(/^join-token ([1-9]\d{0,3})$/.exec(text)?.[1] ?? 0);
    if (number < 1 || number > workers) return;
    const tell = (token: string | undefined): void =>
      child.tell({ kind: 'join-token', token: token ?? null } satisfies TokenNews);
    Promise.resolve(tokenFor(number)).then(tell, () => tell(undefined));
  };
}

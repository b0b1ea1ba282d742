import { request } from 'node:http';
import { z } from 'zod';
import type { SampleApp } from '#control/index.ts';
import { sampleEndWish, sampleNews, sampleWish } from './news.ts';

/** The sample app as control knows it: started by the supervisor, asked over loopback. */
export interface SampleAppLink extends SampleApp {
  /** Hears from the supervisor; what is no news of the sample app is left alone. */
  hear(news: unknown): void;
}

/** How long a start may take, and an answer of the app, milliseconds. */
const startWithinMs = 12_000;
const answerWithinMs = 1_000;
const longestAnswer = 16_384;

const stopsSchema = z.object({
  stops: z.array(z.object({ at: z.number(), lastTickAt: z.number(), ticks: z.number().int() })).max(100),
});

/** Makes the link to the sample app; without a supervisor nobody can start it. */
export function createSampleApp(options: {
  /** Tells the supervisor a wish; undefined where there is none. */
  readonly wish: ((wish: string) => void) | undefined;
}): SampleAppLink {
  let url: string | undefined;
  const waiting = new Set<(url: string | undefined) => void>();
  const settle = (found: string | undefined): void => {
    url = found;
    for (const one of waiting) one(found);
    waiting.clear();
  };
  return {
    available: options.wish !== undefined,
    start(port) {
      const { wish } = options;
      if (wish === undefined) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        const done = (found: string | undefined): void => {
          clearTimeout(tooLate);
          waiting.delete(done);
          resolve(found);
        };
        const tooLate = setTimeout(() => done(undefined), startWithinMs);
        waiting.add(done);
        wish(sampleWish(port ?? 0));
      });
    },
    running: () => url !== undefined,
    stop() {
      url = undefined;
      options.wish?.(sampleEndWish);
    },
    stops: async () => (url === undefined ? [] : readStops(url).catch(() => [])),
    hear(raw) {
      const news = sampleNews.safeParse(raw).data;
      if (news !== undefined) settle(news.kind === 'sample-app' ? news.url : undefined);
    },
  };
}

function readStops(url: string): Promise<z.infer<typeof stopsSchema>['stops']> {
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL('/stops', url),
      { agent: false, signal: AbortSignal.timeout(answerWithinMs) },
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
            resolve(stopsSchema.parse(JSON.parse(text)).stops);
          } catch (thrown) {
            reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
          }
        });
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

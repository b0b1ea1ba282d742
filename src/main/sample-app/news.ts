import { z } from 'zod';

/** The name of the sample app, and the first label of its host. */
export const sampleHost = 'hello';

/** What control hears of the sample app. */
export const sampleNews = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sample-app'), url: z.string().regex(/^http:\/\/127\.0\.0\.1:\d{1,5}$/) }),
  z.object({ kind: z.literal('sample-app-failed') }),
]);
export type SampleNews = z.infer<typeof sampleNews>;

/** Writes the wish for the sample app; port 0 stands for any. */
export function sampleWish(port: number): string {
  return `sample-app ${port}`;
}

/** The wish that the sample app ends. */
export const sampleEndWish = 'sample-app end';

/** Reads a wish for the sample app: the port; undefined for any other wish. Ports below 1024 are nobody's to wish for. */
export function wishedPort(wish: string): number | undefined {
  const port = Number(/^sample-app (\d{1,5})$/.exec(wish)?.[1] ?? Number.NaN);
  return port === 0 || (port >= 1_024 && port <= 65_535) ? port : undefined;
}

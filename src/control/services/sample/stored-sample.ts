import { isId } from '#base/ids.ts';
import { appSpecSchema } from '#contracts/app-spec.ts';
import type { AppRow, Repositories } from '#store/index.ts';

/** The setting that says which app is the sample. */
export const sampleSetting = 'sample-app';

/** Stands in the setting while the app is being made: should it end there, the app of that name is the sample. */
export const beingMade = 'being made';

/** Finds the app that was made for the sample; undefined when there is none, or when it was removed. */
export async function storedSample(
  store: Pick<Repositories, 'apps' | 'settings'>,
): Promise<AppRow | undefined> {
  const setting = await store.settings.find(sampleSetting);
  const id = setting?.value;
  return typeof id === 'string' && isId('app', id) ? store.apps.find(id) : undefined;
}

/** The port that an app's upstream names. */
export function portOf(app: Pick<AppRow, 'spec'>): number | undefined {
  const { upstream } = appSpecSchema.parse(app.spec);
  if (upstream.kind !== 'http') return undefined;
  return Number(new URL(upstream.url).port) || undefined;
}

import { type Demo, demoSchema, demoSetting } from '#contracts/demo.ts';
import type { Repositories } from '#store/index.ts';

/**
 * Says whether this is the demo: its history wrote a setting into its database, which nothing else does. It shows
 * a walk in the console and opens nothing, so whoever could write it by other means would gain a card.
 */
export async function demoOf(settings: Pick<Repositories['settings'], 'find'>): Promise<Demo | null> {
  const row = await settings.find(demoSetting);
  return demoSchema.safeParse(row?.value).data ?? null;
}

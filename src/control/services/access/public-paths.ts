import type { PublicPath } from '#contracts/api/access.ts';
import { appSpecSchema } from '#contracts/app-spec.ts';
import { originOf } from '#contracts/hosts.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';

/** Lists what anybody opens without a sign-in. */
export async function publicPaths(call: Call): Promise<{ readonly items: readonly PublicPath[] }> {
  await permit(call, 'read');
  return { items: await publicPathsOf(call) };
}

/** Finds them, in all apps but the one by which people sign in and the one that programs bring a token to. */
export async function publicPathsOf({
  store,
  place,
}: Pick<Call, 'store' | 'place'>): Promise<readonly PublicPath[]> {
  const rows = (await store.apps.all()).filter(
    ({ state, system }) => state === 'enabled' && system !== 'signin' && system !== 'api',
  );
  return rows.flatMap(({ id, name, title, host, spec }) => {
    const { access, publicPaths: paths } = appSpecSchema.parse(spec);
    const url = host === null ? null : originOf(host, place.publicPort);
    const app = { id, name, title: title === '' ? name : title, url };
    return (access === 'public' ? ['/**'] : paths).map((path) => ({ app, path }));
  });
}

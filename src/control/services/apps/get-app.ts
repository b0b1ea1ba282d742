import type { App } from '#contracts/api/apps.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { found } from '../write.ts';
import { findApp } from './find-app.ts';
import { presentApp } from './present-app.ts';

/** Reads one app by its id or name. */
export async function getApp(call: Call, idOrName: string): Promise<App> {
  await permit(call, 'read');
  return presentApp(call.store, call.place, found(await findApp(call.store, idOrName)));
}

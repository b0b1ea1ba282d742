import { newId } from '#base/ids.ts';
import type { App, NewApp, WrittenApp } from '#contracts/api/apps.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { conflict, wrongField } from '../conflict.ts';
import { permit } from '../permit.ts';
import { spokenOf } from '../second-person/spoken-of.ts';
import type { Written } from '../write.ts';
import { checkAppHost, isSystemName } from './app-checks.ts';
import { appSpecOf } from './app-spec-of.ts';
import { presentApp } from './present-app.ts';
import { writeApp } from './write-app.ts';

/**
 * Puts an app behind Sallyport. It comes closed: no policy names it yet, and without one nobody gets in.
 * @throws Fault `invalid-request`, `conflict`
 */
export async function createApp(call: Call, input: NewApp): Promise<WrittenApp> {
  await permit(call, 'write');
  return writeApp(call, (tx) => insertApp(call, tx, input));
}

/** As `createApp`, within a transaction; the caller has seen to it that this is permitted. */
export async function insertApp(
  { place }: Pick<Call, 'place'>,
  tx: Pick<Repositories, 'apps' | 'tags' | 'policies'>,
  input: NewApp,
): Promise<Written<App>> {
  const { name, title = '', sensitivity = 'medium', labels = [], tags = [] } = input;
  if (isSystemName(name)) throw wrongField('name', `${name} belongs to Sallyport itself`);
  const host = input.host ?? `${name}.${place.domain}`;
  checkAppHost(host, place.domain);
  const spec = appSpecOf(undefined, input);
  if (await tx.apps.findByName(name)) throw conflict(`An app is called ${name} already.`);
  if (await tx.apps.findByHost(host)) throw conflict(`Another app is at ${host} already.`);
  const id = newId('app');
  const row = await tx.apps.insert({ id, name, title, host, kind: 'web', sensitivity, labels, spec });
  await tx.tags.ensure(tags);
  await tx.apps.setTags(id, tags);
  const value = await presentApp(tx, place, row);
  return {
    value,
    event: { kind: 'object-created', about: [id], data: { type: 'app', after: value } },
    changes: [{ kind: 'config', subjects: [id], cause: 'app-changed' }],
    judged: [{ type: 'app', after: value, spoken: await spokenOf(tx, { after: value }) }],
  };
}

import { appSpecSchema } from '#contracts/app-spec.ts';
import type { App, AppEdit, WrittenApp } from '#contracts/api/apps.ts';
import { Fault } from '#contracts/errors.ts';
import { everything } from '#contracts/subjects.ts';
import type { AppRow, NewChange, Repositories } from '#store/index.ts';
import type { Call, Place } from '../call.ts';
import { wrongField } from '../conflict.ts';
import { permitOn } from '../permit.ts';
import { spokenOf } from '../second-person/spoken-of.ts';
import { found, given, type Written, written } from '../write.ts';
import { checkAppHost, isSystemName } from './app-checks.ts';
import { appSpecOf } from './app-spec-of.ts';
import { findApp } from './find-app.ts';
import { presentApp } from './present-app.ts';
import { writeApp } from './write-app.ts';

/**
 * Changes an app. Switching it off or moving it cuts what is open; what policy may ask about, and the grace,
 * make what is open be decided anew.
 * @throws Fault `not-found`, `changed-meanwhile`, `invalid-request`, `conflict`
 */
export async function updateApp(
  call: Call,
  target: { readonly app: string; readonly version: number },
  edit: AppEdit,
): Promise<WrittenApp> {
  const kept = await findApp(call.store, target.app);
  const row = await permitOn(call, { action: 'write', type: 'App', row: kept });
  return writeApp(call, async (tx) => {
    const current = found(await tx.apps.find(row.id));
    return editApp(call, tx, { row: { ...current, version: target.version }, edit });
  });
}

/** As `updateApp`, within a transaction, of the version that the row says; the caller has seen to permission. */
export async function editApp(
  { place }: Pick<Call, 'place'>,
  tx: Pick<Repositories, 'apps' | 'tags' | 'policies'>,
  { row, edit }: { readonly row: AppRow; readonly edit: AppEdit },
): Promise<Written<App>> {
  checkEdit(place, row, edit);
  const before = await presentApp(tx, place, row);
  const { name, title, host, state, sensitivity, labels, tags } = edit;
  const spec = appSpecOf(appSpecSchema.parse(row.spec), edit);
  const fields = given({ name, title, host, state, sensitivity, labels });
  const { id, version } = row;
  const after = written(await tx.apps.update({ id, version }, { ...fields, spec }));
  if (tags !== undefined) {
    await tx.tags.ensure(tags);
    await tx.apps.setTags(id, tags);
  }
  const value = await presentApp(tx, place, after);
  return {
    value,
    event: { kind: 'object-changed', about: [id], data: { type: 'app', before, after: value } },
    changes: changesOf(before, value),
    judged: [{ type: 'app', before, after: value, spoken: await spokenOf(tx, { before, after: value }) }],
  };
}

/** Checks what no schema knows. @throws Fault `not-permitted`, `invalid-request` */
export function checkEdit({ domain }: Pick<Place, 'domain'>, row: AppRow, edit: AppEdit): void {
  if (row.system !== null) {
    throw new Fault('not-permitted', 'our own apps are not edited', {
      details: { detail: `${row.name} is a part of Sallyport: who may open it is said by policies.` },
    });
  }
  if (edit.name !== undefined && isSystemName(edit.name)) {
    throw wrongField('name', `${edit.name} belongs to Sallyport itself`);
  }
  if (edit.host !== undefined) checkAppHost(edit.host, domain);
}

type Change = Omit<NewChange, 'actor'>;

/** What an app's change asks of those who hear it, by what is different. */
function changesOf(before: App, after: App): Change[] {
  const differs = (field: keyof App): boolean =>
    JSON.stringify(before[field]) !== JSON.stringify(after[field]);
  const config: Change = { kind: 'config', subjects: [after.id], cause: 'app-changed' };
  if (after.state === 'disabled') {
    return differs('state')
      ? [{ kind: 'revoke', subjects: [after.id], cause: 'app-disabled' }, config]
      : [config];
  }
  if (differs('host')) return [{ kind: 'revoke', subjects: [after.id], cause: 'app-changed' }, config];
  // Policies name apps by their name: another name changes which of them speak, for this app or another.
  if (differs('name')) return [{ kind: 'recheck', subjects: [everything], cause: 'app-changed' }, config];
  const asked = ['sensitivity', 'labels', 'tags', 'routes', 'graceMs', 'publicPaths'] as const;
  return asked.some(differs)
    ? [{ kind: 'recheck', subjects: [after.id], cause: 'app-changed' }, config]
    : [config];
}

import type { App, AppEdit } from '#contracts/api/apps.ts';
import { appSpecSchema } from '#contracts/app-spec.ts';
import type { AppRow } from '#store/index.ts';
import { appSpecOf } from '../apps/app-spec-of.ts';
import { insertApp } from '../apps/create-app.ts';
import { presentApp, showApp } from '../apps/present-app.ts';
import { checkEdit, editApp } from '../apps/update-app.ts';
import { conflict, wrongField } from '../conflict.ts';
import { given } from '../write.ts';
import { type Applying, type Asked, note, withProblems } from './applying.ts';
import { fieldDifferences, unordered } from './field-differences.ts';

/** Makes apps what they are said to be; one that is new needs an upstream. */
export async function applyApps(applying: Applying, asked: readonly Asked<'app'>[]): Promise<void> {
  for (const one of asked) await withProblems(applying, one.place, () => applyApp(applying, one));
}

async function applyApp(applying: Applying, { object, place }: Asked<'app'>): Promise<void> {
  const { kind, name, ...edit } = object;
  const row = await applying.tx.apps.findByName(name);
  if (row === undefined) {
    const after = comparable(await addApp(applying, name, edit));
    const said = Object.entries(after).filter(([field]) => field in edit);
    const fields = fieldDifferences({}, Object.fromEntries(said));
    applying.items.set(place, { kind, name, id: null, version: null, action: 'create', fields, lines: [] });
    return;
  }
  const { id, version } = row;
  const before = await presentApp(applying.tx, applying.call.place, row);
  const fields = fieldDifferences(comparable(before), comparable(wanted(applying, { row, before, edit })));
  const action = fields.length === 0 ? 'same' : 'change';
  if (action === 'change') {
    await refuseTakenHost(applying, edit.host, id);
    note(applying, await editApp(applying.call, applying.tx, { row, edit }));
  }
  applying.items.set(place, { kind, name, id, version, action, fields, lines: [] });
}

async function addApp(applying: Applying, name: string, { state, ...edit }: AppEdit): Promise<App> {
  const { upstream } = edit;
  if (upstream === undefined) throw wrongField('upstream', 'is needed for an app that is not there yet');
  const made = note(
    applying,
    await insertApp(applying.call, applying.tx, { ...given(edit), name, upstream }),
  );
  applying.made.push({ kind: 'app', object: made.id });
  if (state !== 'disabled') return made;
  const row = await applying.tx.apps.find(made.id);
  if (row === undefined) return made;
  return note(applying, await editApp(applying.call, applying.tx, { row, edit: { state } }));
}

async function refuseTakenHost({ tx }: Applying, host: string | undefined, id: string): Promise<void> {
  const other = host === undefined ? undefined : await tx.apps.findByHost(host);
  if (other !== undefined && other.id !== id) throw conflict(`Another app is at ${other.host} already.`);
}

/** What an app would be after an edit; nothing is written. */
function wanted(
  { call }: Applying,
  { row, before, edit }: { readonly row: AppRow; readonly before: App; readonly edit: AppEdit },
): App {
  checkEdit(call.place, row, edit);
  const { title, host, state, sensitivity, labels, tags } = edit;
  const spec = appSpecOf(appSpecSchema.parse(row.spec), edit);
  const fields = given({ title, host, state, sensitivity, labels });
  return showApp({ ...row, ...fields, spec }, tags ?? before.tags, call.place);
}

/** What of an app files cannot say, since it follows from the rest or is ours to know. */
const unsaid = new Set([
  'id',
  'name',
  'url',
  'kind',
  'system',
  'access',
  'version',
  'createdAt',
  'changedAt',
]);

/** The fields of an app that files can say, in a form in which equal ones are equal. */
function comparable(app: App): Readonly<Record<string, unknown>> {
  const said = Object.fromEntries(Object.entries(app).filter(([field]) => !unsaid.has(field)));
  return {
    ...said,
    labels: unordered(app.labels),
    tags: unordered(app.tags),
    routes: app.routes.map(({ name, methods, patterns }) => ({ name, methods, patterns })),
  };
}

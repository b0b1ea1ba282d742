import type { Settings, SettingsEdit } from '#contracts/api/installation.ts';
import { Fault } from '#contracts/errors.ts';
import { everything } from '#contracts/subjects.ts';
import type { Repositories, SettingRow } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import type { Judged } from '../second-person/judged.ts';
import { write } from '../write.ts';

/** Reads what holds for the whole installation. */
export async function readSettings(call: Call): Promise<Settings> {
  await permit(call, 'read');
  return present(call, await call.store.settings.all());
}

/**
 * Changes what holds for the whole installation. Another time zone has everything decided anew.
 * @throws Fault `changed-meanwhile`
 */
export async function changeSettings(call: Call, version: number, edit: SettingsEdit): Promise<Settings> {
  await permit(call, 'write');
  return write(call, async (tx) => {
    const rows = await tx.settings.all();
    const before = present(call, rows);
    if (before.version !== version) throw new Fault('changed-meanwhile', `version ${before.version}`);
    for (const [key, value] of Object.entries(edit)) {
      if (value !== undefined) await replace(tx, rows, { key, value });
    }
    const value = present(call, await tx.settings.all());
    return {
      value,
      event: {
        kind: 'object-changed',
        about: ['settings'],
        data: { type: 'settings', before, after: value },
      },
      changes:
        value.zone === before.zone
          ? [{ kind: 'config', subjects: ['settings'], cause: 'settings-changed' }]
          : [{ kind: 'recheck', subjects: [everything], cause: 'settings-changed' }],
      judged: value.zone === before.zone ? [] : [zoneChanged(before.zone, value.zone)],
    };
  });
}

/** Office hours, and whatever else policies read off the clock, lie elsewhere. */
function zoneChanged(before: string, after: string): Judged {
  return { type: 'deed', deed: 'zone-changed', id: 'settings', name: after, detail: { before, after } };
}

async function replace(
  tx: Pick<Repositories, 'settings'>,
  rows: readonly SettingRow[],
  { key, value }: { readonly key: string; readonly value: string },
): Promise<void> {
  const version = rows.find((row) => row.key === key)?.version ?? 0;
  const replaced = await tx.settings.replace({ key, version }, value);
  if (!replaced.ok) throw new Fault('changed-meanwhile', `${key} was changed meanwhile`);
}

function present(call: Call, rows: readonly SettingRow[]): Settings {
  const text = (key: string, usual: string): string => {
    const value = rows.find((row) => row.key === key)?.value;
    return typeof value === 'string' ? value : usual;
  };
  return {
    organisation: text('organisation', call.place.domain),
    zone: text('zone', call.usualZone),
    // Each row counts its own writes, so the sum changes with every one of them and never goes back.
    version: rows.reduce((sum, row) => sum + row.version, 1),
  };
}

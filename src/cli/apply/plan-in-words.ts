import type { ApplyItem } from '#contracts/api/apply.ts';
import { harmless } from '../table.ts';

const marks = { create: '+', change: '~', remove: '-', left: '?', same: ' ' } as const;
const lineMarks = { same: ' ', added: '+', removed: '-' } as const;

/** Lines around a changed one that are shown with it. */
const around = 2;

/** Writes what an apply does, object by object, with what is different; what stays as it is is only counted. */
export function planInWords(items: readonly ApplyItem[]): string {
  const shown = items.filter(({ action }) => action !== 'same').flatMap(linesOf);
  const count = (action: ApplyItem['action']) => items.filter((item) => item.action === action).length;
  const sum = `${count('create')} to create, ${count('change')} to change, ${count('remove')} to remove, ${count('same')} as they are.`;
  return [...shown, sum].map(harmless).join('\n');
}

function linesOf({ action, kind, name, fields, lines }: ApplyItem): readonly string[] {
  const head = `${marks[action]} ${action} ${kind} ${name}`;
  if (action === 'left') return [`${head}: no longer in the files; --prune removes it`];
  if (action === 'remove') return [head];
  const near = lines.filter((_, place) =>
    lines.slice(Math.max(0, place - around), place + around + 1).some((line) => line.kind !== 'same'),
  );
  return [
    head,
    ...fields.map(({ field, before, after }) =>
      action === 'create'
        ? `    ${field}: ${shortly(after)}`
        : `    ${field}: ${shortly(before)} → ${shortly(after)}`,
    ),
    ...near.map((line) => `    ${lineMarks[line.kind]} ${line.text}`),
  ];
}

const longest = 200;

function shortly(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

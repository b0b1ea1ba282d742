import { Fault } from '#contracts/errors.ts';
import { type BackupSecret, readSealedFile } from './sealed-file.ts';
import type { BackupRecord } from './write-backup.ts';

/** Reads the records of a backup, one a line. */
export async function* readRecords(path: string, secret: BackupSecret): AsyncGenerator<BackupRecord> {
  let pending = '';
  for await (const piece of readSealedFile(path, secret)) {
    const lines = (pending + piece).split('\n');
    pending = lines.pop() ?? '';
    for (const line of lines) yield parseRecord(line);
  }
  if (pending !== '') throw new Fault('seal-broken', 'The backup ends in the middle of a record.');
}

function parseRecord(line: string): BackupRecord {
  const parsed: unknown = JSON.parse(line);
  if (isRecord(parsed)) return parsed;
  throw new Fault('seal-broken', 'The backup holds a record that is none.');
}

/** The file was sealed by ourselves, so this looks for our own mistakes and other versions, not for attacks. */
function isRecord(value: unknown): value is BackupRecord {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  const { kind } = value;
  if (kind === 'rows') return 'table' in value && 'rows' in value && Array.isArray(value.rows);
  if (kind === 'table') return 'table' in value && 'rows' in value && 'sha256' in value;
  if (kind === 'manifest') return 'schema' in value && 'tables' in value && Array.isArray(value.tables);
  return kind === 'end' && 'tables' in value;
}

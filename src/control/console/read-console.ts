import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** One built file of the console. */
export interface ConsoleFile {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The built console by path, such as `/assets/index-x.js`; held in memory, it is under 2 MB. */
export type ConsoleFiles = ReadonlyMap<string, ConsoleFile>;

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/**
 * Reads the built console from its folder, before the process gives up its rights to the disk. A folder that
 * is not there reads as no files: the control plane then says so where the console should be.
 */
export async function readConsole(folder: string): Promise<ConsoleFiles> {
  const files = new Map<string, ConsoleFile>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const type = types[entry.name.split('.').at(-1) ?? ''];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = new Uint8Array(await readFile(path));
    files.set(`/${relative(folder, path).split(sep).join('/')}`, { type, bytes });
  }
  return files;
}

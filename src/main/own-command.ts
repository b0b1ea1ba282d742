import { shellWord } from '#base/shell-word.ts';
import { unusualDataDir } from './unusual-data-dir.ts';

/** Writes a command of ours as it is typed where Sallyport was started, about the Sallyport of this data directory. */
export function ownCommand(words: string, dataDir: string): string {
  const unusual = unusualDataDir(dataDir);
  const place = unusual === undefined ? '' : ` --data-dir ${shellWord(unusual)}`;
  return `node bin/sallyport.js ${words}${place}`;
}

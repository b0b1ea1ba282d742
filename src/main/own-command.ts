import { homedir } from 'node:os';
import { shellWord } from '#base/shell-word.ts';
import { defaultDataDirectory } from '#contracts/data-directory.ts';

/** Writes a command of ours as it is typed where Sallyport was started, about the Sallyport of this data directory. */
export function ownCommand(words: string, dataDir: string): string {
  const usual = defaultDataDirectory({
    uid: process.getuid?.(),
    home: homedir(),
    stateHome: process.env['XDG_STATE_HOME'],
  });
  const place = dataDir === usual ? '' : ` --data-dir ${shellWord(dataDir)}`;
  return `node bin/sallyport.js ${words}${place}`;
}

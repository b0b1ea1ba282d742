import { homedir } from 'node:os';
import { defaultDataDirectory } from '#contracts/data-directory.ts';

/** Gives a data directory where commands have to name it; undefined where they find it by themselves. */
export function unusualDataDir(dataDir: string): string | undefined {
  const usual = defaultDataDirectory({
    uid: process.getuid?.(),
    home: homedir(),
    stateHome: process.env['XDG_STATE_HOME'],
  });
  return dataDir === usual ? undefined : dataDir;
}

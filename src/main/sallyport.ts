import { realpathSync } from 'node:fs';
import { readConfiguration } from './configuration/from-process.ts';
import type { Part } from './configuration/setting.ts';
import { runChild } from './parts/run-child.ts';
import { tellFault } from './tell-fault.ts';
import { usage } from './usage.ts';
import { softwareVersion } from './version.ts';

const parts: readonly Part[] = ['serve', 'control', 'gateway'];

/** Runs what the command line names; everything that is no part of the server is the command line's. */
async function main(words: readonly string[]): Promise<void> {
  const [command = '', ...rest] = words;
  if (command === '--version' || command === '-v') return console.log(softwareVersion);
  if (command === 'child') return runChild(rest[0] ?? '');
  const part = parts.find((name) => name === command);
  if (part !== undefined) return runPart(part, rest);
  if (command === '') return console.log(usage);
  if (command === '--help' || command === '-h' || command === 'help') console.log(`${usage}\n`);
  const { processSurroundings, runCli } = await import('#cli/index.ts');
  const { restore } = await import('./restore.ts');
  const { forgetRootKey, rotateRootKey } = await import('./root-key-commands.ts');
  const surroundings = processSurroundings();
  process.exitCode = await runCli(words, {
    surroundings,
    more: [rotateRootKey, forgetRootKey, restore],
    version: softwareVersion,
  });
  // A shell waits for this answer: a connection that does not end must not hold it up.
  if (command === 'complete') process.exit();
}

async function runPart(part: Part, words: readonly string[]): Promise<void> {
  let trace: 'none' | 'full' = words.includes('--log-level=debug') ? 'full' : 'none';
  try {
    const configuration = readConfiguration(part, words);
    if (configuration === 'help') return;
    trace = configuration.general['log-level'] === 'debug' ? 'full' : 'none';
    // Where children are started from; a link such as node_modules/.bin/sallyport is followed.
    const entry = realpathSync(process.argv[1] ?? '');
    if (part === 'serve') await (await import('./serve/serve.ts')).serve({ configuration, entry });
    else await (await import('./alone/alone.ts')).runAlone(part, { configuration, entry });
  } catch (thrown) {
    const { text, exitCode } = tellFault(thrown, { trace });
    console.error(text);
    process.exit(exitCode);
  }
}

await main(process.argv.slice(2));

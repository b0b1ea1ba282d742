import { originOf, systemHost } from '#contracts/hosts.ts';
import { claimDataDirectory, prepareDataDirectory } from '#postgres/index.ts';
import type { Configuration } from '../configuration/sections.ts';
import { greetingText } from '../greeting.ts';
import { nodeWarning } from '../node-lines.ts';
import { onStopSignals } from '../stop-signals.ts';
import type { RunningPart } from '../supervisor/child-side.ts';
import { softwareVersion } from '../version.ts';
import { runControlAlone } from './control-alone.ts';
import { runGatewayAlone } from './gateway-alone.ts';

/** What both kinds of lone processes are given. */
export interface AloneOptions {
  readonly configuration: Configuration;
  /** The data directory, claimed for this process. */
  readonly dataDir: string;
  /** The program, beside which the built console lies. */
  readonly entry: string;
}

/** A part that runs alone, with what to tell of it. */
export interface AlonePart {
  readonly part: RunningPart;
  readonly lines: readonly (readonly [name: string, value: string])[];
  readonly notes: readonly string[];
}

/**
 * Runs control or a gateway alone in this process: two terminals are two machines. Nobody looks after it; a
 * service manager starts it again.
 */
export async function runAlone(
  kind: 'control' | 'gateway',
  options: { readonly configuration: Configuration; readonly entry: string },
): Promise<void> {
  const { configuration, entry } = options;
  const running: { part?: RunningPart } = {};
  onStopSignals((urgency) => {
    if (urgency === 'now' || running.part === undefined) process.exit(0);
    running.part.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
  const dataDir = await ownDirectory(kind, configuration);
  const given = { configuration, dataDir, entry };
  const { part, lines, notes } = await (kind === 'control' ? runControlAlone(given) : runGatewayAlone(given));
  running.part = part;
  const old = nodeWarning(process.version, new Date());
  const all = old === undefined ? notes : [...notes, old];
  const { domain, port } = configuration.general;
  const console_ = ['Console', originOf(systemHost('console', domain), port)] as const;
  const shown = kind === 'control' ? [console_, ...lines] : lines;
  console.log(
    greetingText({
      version: `${softwareVersion} (${kind})`,
      lines: [...shown, ['Data', dataDir]],
      notes: all,
    }),
  );
}

async function ownDirectory(kind: 'control' | 'gateway', { general, users }: Configuration): Promise<string> {
  const uid = users[kind];
  const asRoot = process.getuid?.() === 0;
  const own = process.getuid?.() ?? uid;
  const account = asRoot
    ? { name: `user ${uid}`, uid, gid: uid, groups: [uid], separate: true }
    : { name: `user ${own}`, uid: own, gid: own, groups: process.getgroups?.() ?? [], separate: false };
  const dataDir = await prepareDataDirectory(general['data-dir'], account);
  await claimDataDirectory(dataDir);
  return dataDir;
}

import { spawnSync } from 'node:child_process';

// Everything a change must satisfy before it is tested, cheapest first; all of it runs, so that one
// visit shows every fault.
const steps: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['types', 'tsc', '--noEmit', '-p', 'tsconfig.json'],
  ['types of the console', 'tsc', '--noEmit', '-p', 'console/tsconfig.json'],
  ['lint', 'oxlint', '--type-aware', '--tsconfig', 'tsconfig.json', '--deny-warnings'],
  ['format', 'biome', 'format', '.'],
  [
    'architecture and texts',
    'vitest',
    'run',
    '--project',
    'small',
    'test/architecture.test.ts',
    'test/file-sizes.test.ts',
    'test/console-texts.test.ts',
  ],
];

const failed: string[] = [];
for (const [name, command, ...args] of steps) {
  const started = Date.now();
  const run = spawnSync(command, args, { stdio: 'inherit' });
  console.log(
    `${run.status === 0 ? 'ok' : 'FAILED'}: ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
  if (run.status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`check failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}

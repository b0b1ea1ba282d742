import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** What the build depends on. */
const inputs = ['src', 'console', 'examples', 'scripts/build.ts', 'package.json', 'package-lock.json'];
const stampFile = 'dist/.built-from';

/** A digest over the path, size and time of every input: enough to see that nothing was edited. */
function stampOf(paths: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  const visit = (path: string): void => {
    if (!existsSync(path)) return;
    const found = statSync(path);
    if (found.isDirectory())
      for (const name of readdirSync(path).toSorted()) {
        if (name !== 'node_modules' && name !== 'dist') visit(join(path, name));
      }
    else hash.update(`${path} ${found.size} ${found.mtimeMs}\n`);
  };
  paths.forEach(visit);
  return hash.digest('hex');
}

async function buildProgram(): Promise<void> {
  const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest && manifest.version;
  await build({
    entryPoints: { sallyport: 'src/main/sallyport.ts', ...workers() },
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    // npm packages stay outside the bundle: what runs is what the lockfile names.
    packages: 'external',
    define: { builtVersion: JSON.stringify(version) },
    sourcemap: true,
    logLevel: 'warning',
  });
}

/** Worker threads and the sample app are programs of their own, beside the one that starts them. */
function workers(): Readonly<Record<string, string>> {
  const found = {
    'decision-worker': 'src/control/decider/worker.ts',
    'hash-worker': 'src/identity/methods/password/hash-worker.ts',
    // The sample app, which `serve` starts when it is asked for.
    hello: 'examples/hello/main.ts',
  };
  return Object.fromEntries(Object.entries(found).filter(([, path]) => existsSync(path)));
}

async function buildConsole(): Promise<void> {
  if (!existsSync('console/vite.config.ts')) return;
  const vite = await import('vite');
  await vite.build({ configFile: 'console/vite.config.ts', logLevel: 'warn' });
}

const stamp = stampOf(inputs);
const built = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
if (!built) {
  rmSync('dist', { recursive: true, force: true });
  await buildProgram();
  await buildConsole();
  writeFileSync(stampFile, stamp);
}

import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

// npm packages stay outside the bundle: what runs is what the lockfile names.
const shared = {
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
} as const;

await rm('dist', { recursive: true, force: true });
await build({
  ...shared,
  entryPoints: { sallyport: 'src/main/sallyport.ts' },
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
});

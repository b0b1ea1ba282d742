import { build } from 'esbuild';
import './build.ts';

// The demo is built in a folder of its own, which no installation has: bundled, it starts in a quarter of the time.
await build({
  entryPoints: { demo: 'scripts/demo.ts' },
  outdir: 'examples/demo/dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});

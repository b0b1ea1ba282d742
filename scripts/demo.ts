import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { usualFolder } from '../examples/demo/demo-folder.ts';
import { runDemo } from '../examples/demo/run-demo.ts';

const usage = `npm run demo -- [--fresh] [--port 8443] [--data-dir FOLDER] [--seed NUMBER]

  --fresh      begin anew, with another two weeks
  --port       where the gateway listens
  --data-dir   where the demo keeps its data; never a folder of an installation
  --seed       which story is told: the same number tells the same one`;

const { values } = parseArgs({
  options: {
    fresh: { type: 'boolean', default: false },
    port: { type: 'string', default: '8443' },
    'data-dir': { type: 'string' },
    seed: { type: 'string', default: '7' },
    help: { type: 'boolean', default: false },
  },
});
const manifest = z.object({ version: z.string() }).parse(JSON.parse(readFileSync('package.json', 'utf8')));

async function main(): Promise<void> {
  if (values.help) return console.log(usage);
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  const asked = new Promise<void>((done) => stopping.signal.addEventListener('abort', () => done()));
  const demo = await runDemo({
    folder: resolve(values['data-dir'] ?? usualFolder()),
    port: z.coerce.number().int().min(1).max(65_535).parse(values.port),
    seed: z.coerce.number().int().parse(values.seed),
    begin: values.fresh ? 'fresh' : 'where-it-stood',
    entry: resolve('dist/sallyport.js'),
    version: manifest.version,
    say: (line) => console.log(line),
  });
  await Promise.race([asked, demo.ended]);
  if (!stopping.signal.aborted)
    console.error('Sallyport has ended; what it said stands in serve.log beside its data.');
  console.log('\nStopping …');
  await demo.stop();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);

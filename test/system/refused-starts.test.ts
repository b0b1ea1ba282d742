import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { endAll, freePort, run, serveFlags, temporaryFolder } from './support/program.ts';

afterEach(endAll);

async function refusal(words: readonly string[], environment: Record<string, string> = {}) {
  const attempt = run(words, { environment });
  const { code } = await attempt.ended;
  expect(attempt.output()).toBe('');
  expect(attempt.errors()).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  return { code, text: attempt.errors() };
}

describe('a start that cannot succeed says why in one message', () => {
  it('tells all mistakes of the configuration with their places', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'site.yaml');
    await writeFile(file, 'domain: 10.0.0.1\nrecords:\n  fils: 3\n');
    const { code, text } = await refusal(['serve', '--config', file, '--port', 'many'], {
      SALLYPORT_LOG_LEVEL: 'loud',
    });
    expect(code).toBe(2);
    expect(text).toContain(`${file}:1:9`);
    expect(text).toContain(`${file}:3:3`);
    expect(text).toContain('did you mean records.files?');
    expect(text).toContain('--port');
    expect(text).toContain('SALLYPORT_LOG_LEVEL');
  });

  it('names a configuration file that is not there', async () => {
    const { code, text } = await refusal(['serve', '--config', '/nowhere/site.yaml']);
    expect(code).toBe(2);
    expect(text).toContain('/nowhere/site.yaml');
  });

  it('names a port that is taken, and leaves the directory free', async () => {
    await using folder = await temporaryFolder();
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    const { code, text } = await refusal(serveFlags({ dataDir: folder.path, port }));
    other.close();
    expect(code).toBe(3);
    expect(text).toContain(`Port ${port}`);
    const serve = run(serveFlags({ dataDir: folder.path, port }));
    await serve.said('is running.');
    serve.signal('SIGTERM');
    expect((await serve.ended).code).toBe(0);
  });

  it('refuses a directory that another serve uses', async () => {
    await using folder = await temporaryFolder();
    const [port, otherPort] = [await freePort(), await freePort()];
    const serve = run(serveFlags({ dataDir: folder.path, port }));
    await serve.said('is running.');
    const { code, text } = await refusal(serveFlags({ dataDir: folder.path, port: otherPort }));
    expect(code).toBe(5);
    expect(text).toContain(`${serve.pid}`);
    serve.signal('SIGTERM');
    expect((await serve.ended).code).toBe(0);
  });

  it('refuses a foreign directory, and one of a newer version', async () => {
    await using folder = await temporaryFolder();
    const port = await freePort();
    await writeFile(join(folder.path, 'thesis.txt'), 'mine');
    const foreign = await refusal(serveFlags({ dataDir: folder.path, port }));
    expect(foreign.code).toBe(4);
    expect(foreign.text).toContain('thesis.txt');
    await using newer = await temporaryFolder();
    await writeFile(join(newer.path, 'sallyport.data'), '99\n');
    const refused = await refusal(serveFlags({ dataDir: newer.path, port }));
    expect(refused.code).toBe(7);
    expect(refused.text).toContain('newer');
    const unreachable = await refusal(serveFlags({ dataDir: '/dev/null/here', port }));
    expect(unreachable.code).toBe(4);
  });
});

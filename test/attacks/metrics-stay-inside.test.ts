import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { isFault } from '#contracts/errors.ts';
import { createMetrics, type OperationsListener, openOperationsListener, silentLog } from '#observe/index.ts';

// Figures about the inside were once served on a public port. Ours bind loopback only, and a web page that
// points its own name at this machine gets nothing either.
let opened: OperationsListener | undefined;
afterEach(() => opened?.close());

const open = async (address: string) => {
  opened = await openOperationsListener({
    address,
    port: 0,
    metrics: createMetrics({ part: 'test', own: 'ours-only' }),
    checks: [],
    log: silentLog,
  });
  return opened;
};

describe('metrics and health', () => {
  it.each(['0.0.0.0', '::', '192.0.2.7', '10.0.0.1', '127.0.0.1.example', '', '::ffff:0.0.0.0'])(
    'refuse to listen on %j',
    async (address) => {
      await expect(open(address)).rejects.toSatisfy((thrown) => isFault(thrown, 'config-invalid'));
    },
  );

  it.each(['evil.example', 'console.sallyport.localhost', '127.0.0.1.evil.example'])(
    'answer nothing to a request that names the host %j',
    async (host) => {
      const at = await open('127.0.0.1');
      const status = await new Promise((resolve, reject) => {
        request({ host: '127.0.0.1', port: at.port, path: '/metrics', headers: { host } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
      expect(status).toBe(421);
    },
  );
});

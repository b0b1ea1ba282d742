import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { secret } from '#base/secret.ts';
import { apiTokenPrefix } from '#contracts/api/tokens.ts';
import { serviceKeyPrefix } from '#contracts/service-keys.ts';
import { Fault } from '#contracts/errors.ts';
import { createLog, type Log, reportFault } from '#observe/index.ts';

// Secrets in pages, logs and URLs. Whatever is logged, however deep it stands and whoever threw it, what
// opens something is not among it.
const value = `hunter2${randomBytes(12).toString('hex')}`;

function written(work: (log: Log) => void): string {
  const lines: string[] = [];
  work(createLog({ part: 'test', level: 'debug', destination: { write: (line) => void lines.push(line) } }));
  expect(lines.length).toBeGreaterThan(0);
  return lines.join('');
}

/** An error as libraries throw them, with the request hanging on it. */
function libraryError(): Error {
  return Object.assign(new Error(`connect to postgres://sallyport:${value}@db/x failed`), {
    config: { headers: { Authorization: `Bearer ${value}`, cookie: `__Host-sallyport=${value}` } },
    connectionParameters: { password: value },
  });
}

describe('no log line holds a secret', () => {
  it.each<[string, (log: Log) => void]>([
    ['by its type, in details', (log) => log.info('x', { details: { any: { name: [secret(value)] } } })],
    [
      'by its type, in a fault',
      (log) => void reportFault(log, new Fault('internal', 'x', { details: { a: secret(value) } })),
    ],
    [
      'by its type, in a cause of a cause',
      (log) => void reportFault(log, new Error('a', { cause: new Error('b', { cause: secret(value) }) })),
    ],
    ['by its type, bound to a log', (log) => log.with({ details: { a: secret(value) } }).warn('x')],
    ['in an error of a library', (log) => void reportFault(log, libraryError())],
    ['in a message', (log) => log.error(`GET /callback?code=${value}&state=${value}`)],
    ['as an API token', (log) => log.error('x', { reason: `${apiTokenPrefix}${value}` })],
    ['as a key of a service account', (log) => log.error(`shown ${serviceKeyPrefix}${value}`)],
    [
      'in headers under any spelling',
      (log) =>
        log.info('x', {
          details: {
            headers: { 'Proxy-Authorization': value, Sallyport_Authorization: value, SET_COOKIE: value },
          },
        }),
    ],
    ['as bytes', (log) => log.info('x', { details: { key: Buffer.from(value) } })],
  ])('%s', (_, work) => {
    const text = written(work);
    expect(text).not.toContain(value);
    expect(text).not.toContain(Buffer.from(value).toString('base64'));
    expect(text).not.toContain(Buffer.from(value).toJSON().data.join(','));
  });
});

it('shows whoever asked nothing of an error that is not theirs', () => {
  const shown: unknown[] = [];
  written(
    (log) =>
      void shown.push(reportFault(log, new Fault('database-unavailable', value, { details: { value } }))),
  );
  expect(JSON.stringify(shown)).not.toContain(value);
});

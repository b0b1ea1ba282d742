import { chmod, mkdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Fault } from '#contracts/errors.ts';
import type { Api } from './create-api.ts';

/** The longest path of a unix socket that can be bound (unix(7), less the closing NUL). */
const longestPath = 107;

export interface LocalSocket {
  readonly path: string;
  close(): Promise<void>;
}

/**
 * Serves the API on a unix socket, where the caller is the owner. The folder is made for its user alone (0700)
 * before the socket is bound and the socket is closed to others (0600) as well: Node shows no peer credentials,
 * so the file system is what decides who may connect. A socket that nobody listens on any more is replaced.
 * @throws Fault `data-directory-unusable`, `data-directory-taken`
 */
export async function openLocalSocket(options: {
  readonly api: Api;
  readonly path: string;
}): Promise<LocalSocket> {
  const { api, path } = options;
  if (Buffer.byteLength(path) > longestPath) {
    throw new Fault(
      'data-directory-unusable',
      `the socket's path is longer than ${longestPath} bytes: ${path}`,
    );
  }
  await closeFolder(dirname(path));
  if (await answers(path)) {
    throw new Fault('data-directory-taken', `somebody listens on ${path} already`);
  }
  await rm(path, { force: true });
  const listener = getRequestListener((request) => api.fetch(request, 'local'), {
    overrideGlobalObjects: false,
  });
  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 60_000 }, (request, response) => {
    void listener(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  await chmod(path, 0o600);
  return {
    path,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 1_000).unref();
      }),
  };
}

async function closeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = await stat(folder);
  const own = process.getuid?.();
  if (own !== undefined && own !== 0 && uid !== own) {
    throw new Fault('data-directory-unusable', `${folder} belongs to another user`);
  }
  if ((mode & 0o077) !== 0) await chmod(folder, 0o700);
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

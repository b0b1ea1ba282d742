import type { Server } from 'node:http';

/** Lets a server listen on a port of loopback. Its addresses are written down in the demo's data, so it is that port or none. */
export async function listenOn(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken. Does the demo run already? Otherwise begin anew with --fresh.`)
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
}

import { once } from 'node:events';
import { createServer } from 'node:net';
import { dropPrivileges } from '../drop-privileges.ts';
import type { RunningPart } from '../supervisor/child-side.ts';
import type { GatewayWorkerWork } from './work.ts';

/** Runs one gateway in this process. */
export async function runGatewayWorker(work: GatewayWorkerWork): Promise<RunningPart> {
  const servers = work.listen.map((host) =>
    createServer().listen({ port: work.port, host, ipv6Only: host.includes(':') }),
  );
  await Promise.all(servers.map((server) => once(server, 'listening')));
  if (work.uid !== undefined) dropPrivileges({ uid: work.uid });
  return {
    facts: {},
    async stop() {
      for (const server of servers) server.close();
    },
  };
}

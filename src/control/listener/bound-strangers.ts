import type { Socket } from 'node:net';
import type { Server, TLSSocket } from 'node:tls';

/**
 * Bounds what an address can hold open without showing who it is: each such connection costs memory of the process
 * that decides for everybody, and whoever reaches control's port could otherwise take all of it. Whoever proves to be
 * one of ours leaves the place free at once, so that gateways are not counted.
 */
export function boundStrangers(
  server: Server,
  options: {
    readonly perAddress: number;
    /** Whether the other end is one of ours; asked once for each connection, after its handshake. */
    readonly isKnown: (socket: TLSSocket) => Promise<boolean>;
  },
): void {
  const held = new Map<string, Set<number>>();
  const release = (address: string, port: number): void => {
    const ports = held.get(address);
    ports?.delete(port);
    if (ports?.size === 0) held.delete(address);
  };
  server.on('connection', (socket: Socket) => {
    const { remoteAddress: address, remotePort: port } = socket;
    // On a unix socket its folder says who may come.
    if (address === undefined || port === undefined) return;
    const ports = held.get(address) ?? new Set<number>();
    if (ports.size >= options.perAddress) return void socket.destroy();
    held.set(address, ports.add(port));
    socket.once('close', () => release(address, port));
  });
  server.on('secureConnection', (socket) => {
    const { remoteAddress: address, remotePort: port } = socket;
    if (address === undefined || port === undefined) return;
    options.isKnown(socket).then(
      (known) => known && release(address, port),
      () => socket.destroy(),
    );
  });
}

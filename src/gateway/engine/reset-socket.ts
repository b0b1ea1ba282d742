import type { Socket } from 'node:net';

/**
 * Ends a TCP connection by a reset, now: what is queued here or waits in the kernel is not sent any more.
 * `resetAndDestroy` alone first ends the stream, which waits for the queue and then sends an orderly FIN; a
 * client who reads slowly would keep receiving. So the end is made to do nothing, and destruction does not wait.
 */
export function resetSocket(socket: Socket): void {
  if (socket.destroyed) return;
  // After an orderly end the system refuses to reset; then this is only a close.
  if (!socket.writableEnded) {
    socket._final = (done) => done();
    socket.resetAndDestroy();
  }
  socket.destroy();
}

/**
 * Whether the system has taken all that was handed to a TCP socket last. Node tells only through the handle; where it
 * does not, the answer is no.
 */
export function isWithSystem(socket: Socket): boolean {
  const handle: unknown = Reflect.get(socket, '_handle');
  if (typeof handle !== 'object' || handle === null) return false;
  return Reflect.get(handle, 'writeQueueSize') === 0;
}

import type { WebSocket } from 'ws';

/** Finds out that the other end has read what was sent. */
export interface RoundTrips {
  /** Resolves true when it has read everything that was queued before this call, false when the end comes first. */
  reached(): Promise<boolean>;
  /** The end has come. */
  end(): void;
}

/** Questions that may be open; more are not asked, since an end that answers none will not answer the next. */
const mostOpen = 100;

/**
 * Asks by the control frames of WebSocket (RFC 6455, 5.5.2): they travel in the order of the messages and are answered
 * by the library when it comes to them, so that every message before one has been handed over by then. No word of our
 * own protocol is needed, and every version of it can be asked.
 */
export function createRoundTrips(socket: WebSocket): RoundTrips {
  const open = new Map<string, (reached: boolean) => void>();
  let asked = 0;
  socket.on('pong', (data) => {
    const name = data.toString('latin1');
    open.get(name)?.(true);
    open.delete(name);
  });
  return {
    reached() {
      if (socket.readyState !== socket.OPEN || open.size >= mostOpen) return Promise.resolve(false);
      asked += 1;
      const name = `${asked}`;
      return new Promise((resolve) => {
        open.set(name, resolve);
        socket.ping(name, undefined, () => undefined);
      });
    },
    end() {
      for (const resolve of open.values()) resolve(false);
      open.clear();
    },
  };
}

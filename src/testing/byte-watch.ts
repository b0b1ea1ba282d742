import type { Duplex } from 'node:stream';

/** What comes over a socket, kept as latin1 text, and how it ended. */
export interface ByteWatch {
  readonly text: string;
  /** How the connection ended: not yet, in order, or by a reset. */
  readonly ended: 'no' | 'end' | 'reset';
  /** Takes characters off the front. */
  take(count: number): string;
  /** Waits until `look` finds something in what came; rejects when the connection ends without it. */
  when<T>(look: () => T | undefined): Promise<T>;
  /** Waits until the text satisfies a test. */
  until(test: (text: string) => boolean): Promise<string>;
  /** Waits for the end of the connection. */
  end(): Promise<'end' | 'reset'>;
  /** Notes an end that another socket saw. */
  noteReset(): void;
}

/** Watches a socket from now on. */
export function watchBytes(socket: Duplex): ByteWatch {
  let text = '';
  let ended: 'no' | 'end' | 'reset' = 'no';
  const waiting = new Set<() => void>();
  const over = (how: 'end' | 'reset'): void => {
    if (ended === 'no') ended = how;
    for (const check of waiting) check();
  };
  socket.on('data', (bytes: Buffer) => {
    text += bytes.toString('latin1');
    for (const check of waiting) check();
  });
  socket.on('end', () => over('end'));
  socket.on('error', () => over('reset'));
  socket.on('close', () => over('end'));
  const waitFor = <T>(look: () => T | undefined, atEnd: () => T | Error): Promise<T> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        const found = look() ?? (ended === 'no' ? undefined : atEnd());
        if (found === undefined) return;
        waiting.delete(check);
        if (found instanceof Error) reject(found);
        else resolve(found);
      };
      waiting.add(check);
      check();
    });
  const gone = (): Error => new Error(`the connection ended (${ended}) after: ${text.slice(-300)}`);
  const watch: ByteWatch = {
    get text() {
      return text;
    },
    get ended() {
      return ended;
    },
    take(count) {
      const taken = text.slice(0, count);
      text = text.slice(count);
      return taken;
    },
    when: (look) => waitFor(look, gone),
    until: (test) => watch.when(() => (test(text) ? text : undefined)),
    end: () =>
      waitFor<'end' | 'reset'>(
        () => undefined,
        () => (ended === 'reset' ? 'reset' : 'end'),
      ),
    noteReset: () => over('reset'),
  };
  return watch;
}

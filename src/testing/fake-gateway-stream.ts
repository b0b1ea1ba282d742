import type { PushStream } from '#control/index.ts';
import type { FromControl } from '#contracts/protocol/from-control.ts';

type Kind = FromControl['kind'];

/** A gateway's stream that keeps what control sends. */
export interface FakeGatewayStream extends PushStream {
  readonly sent: FromControl[];
  /** Messages of one kind. */
  of<K extends Kind>(kind: K): Extract<FromControl, { kind: K }>[];
  /** Resolves with the message that first satisfies this, also one that came already. */
  until<K extends Kind>(
    kind: K,
    matches?: (message: Extract<FromControl, { kind: K }>) => boolean,
  ): Promise<Extract<FromControl, { kind: K }>>;
  readonly ended: () => string | undefined;
  /** From now on it reads nothing until it goes on. */
  stall(): { goOn(): void };
}

/** Creates an open stream of a gateway. */
export function createFakeGatewayStream(id = 'gwy_1'): FakeGatewayStream {
  const sent: FromControl[] = [];
  let watchers: (() => void)[] = [];
  let ended: string | undefined;
  let reading: Promise<void> = Promise.resolve();
  const isOf = <K extends Kind>(
    kind: K,
    message: FromControl,
  ): message is Extract<FromControl, { kind: K }> => message.kind === kind;
  const of = <K extends Kind>(kind: K): Extract<FromControl, { kind: K }>[] =>
    sent.filter((message): message is Extract<FromControl, { kind: K }> => isOf(kind, message));
  return {
    peer: { id },
    version: 1,
    sent,
    of,
    async until(kind, matches = () => true) {
      for (;;) {
        const found = of(kind).find(matches);
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => watchers.push(resolve));
      }
    },
    send(message) {
      if (ended !== undefined) return false;
      // As it would come out of the wire: what JSON drops, is gone.
      sent.push(JSON.parse(JSON.stringify(message)) as FromControl);
      const woken = watchers;
      watchers = [];
      for (const wake of woken) wake();
      return true;
    },
    drained: () => Promise.resolve(),
    reached: () => reading.then(() => ended === undefined),
    stall() {
      let goOn = (): void => {};
      reading = new Promise((resolve) => (goOn = resolve));
      return { goOn };
    },
    close(code) {
      ended ??= code;
    },
    isOpen: () => ended === undefined,
    ended: () => ended,
  };
}

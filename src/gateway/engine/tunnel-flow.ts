import type { Cut } from '../grants/face.ts';
import type { HeldSide, Side, Tunnel } from '../protocols/protocol.ts';
import type { ClientConnection } from './client-connection.ts';
import type { Deeds } from './note-deeds.ts';
import type { UpstreamSocket } from './upstream/upstream-socket.ts';

/** From how many queued bytes on somebody who is held gets no answers of ours. */
const replyBelow = 16 * 1024;

/** What a tunnel runs between, and whom it asks. */
export interface TunnelFlowOptions {
  readonly tunnel: Tunnel;
  readonly client: Pick<ClientConnection, 'queued' | 'write'>;
  readonly upstream: UpstreamSocket;
  /** Asked before every chunk and every answer of ours; what is over by its time ends by being asked. */
  readonly mayForward: () => 'go' | 'hold' | 'over';
  /** Passes bytes on to the other side. */
  readonly pass: (from: Side, bytes: Buffer) => void;
  /** Something was said. */
  readonly said: () => void;
  /** Notes what the client's person does; undefined where nobody is signed in. */
  readonly deeds: Deeds | undefined;
  readonly now: () => number;
}

/** Both directions of a connection after its upgrade: passes them on, or has them wait while it is held. */
export class TunnelFlow {
  readonly #options: TunnelFlowOptions;
  #said = 0;
  #held: Readonly<Record<Side, HeldSide>> | undefined;

  constructor(options: TunnelFlowOptions) {
    this.#options = options;
  }

  /** Takes bytes of one side; gives back how many, which is all or, after the end, none. */
  take(from: Side, bytes: Buffer): number {
    const { mayForward, pass } = this.#options;
    const answer = mayForward();
    if (answer === 'over') return 0;
    if (answer === 'go') {
      this.#follow(from, bytes);
      pass(from, bytes);
      if (from === 'client') this.#options.deeds?.saw(this.#options.tunnel.deeds, this.#options.now());
    } else {
      this.#held?.[from].take(bytes);
      if (!this.wants('upstream')) this.#options.upstream.socket.pause();
    }
    return bytes.length;
  }

  /** Follows bytes of the upstream that are passed on by somebody else. */
  begin(bytes: Buffer): void {
    this.#follow('upstream', bytes);
  }

  #follow(from: Side, bytes: Buffer): void {
    const { tunnel, said } = this.#options;
    if (from === 'client') tunnel.fromClient(bytes);
    else tunnel.fromUpstream(bytes, bytes.length);
    if (tunnel.said === this.#said) return;
    this.#said = tunnel.said;
    said();
  }

  /** Whether bytes of this side should be read now. */
  wants(side: Side): boolean {
    return this.#held?.[side].full !== true;
  }

  /** Nothing may pass from here on. A little is still read, for the sake of what is ours to answer. */
  hold(): void {
    const { tunnel, client, upstream } = this.#options;
    const fits = (queued: number): boolean => queued <= replyBelow && this.#options.mayForward() === 'hold';
    this.#held ??= {
      client: tunnel.hold('client', (bytes) => fits(client.queued) && (client.write(bytes), true)),
      upstream: tunnel.hold('upstream', (bytes) => fits(upstream.queued) && (upstream.write(bytes), true)),
    };
  }

  /** Ends the hold; what was kept is taken as if it came now. */
  release(): void {
    const held = this.#held;
    this.#held = undefined;
    for (const side of ['upstream', 'client'] as const) {
      const kept = held?.[side].kept();
      if (kept !== undefined && kept.length > 0) this.take(side, kept);
    }
  }

  /** The word for a cut, where one can be said. */
  lastWord(cut: Cut): Buffer | undefined {
    return this.#options.tunnel.lastWord(cut);
  }

  /** Tells the upstream that nothing was said for too long, and gives back what the client is to be told. */
  goodbye(): Buffer | undefined {
    const { client, upstream } = this.#options.tunnel.goodbye();
    if (upstream !== undefined) this.#options.upstream.finish(upstream);
    return client;
  }
}

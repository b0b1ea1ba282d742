import type { Clock, Timer } from '#base/clock.ts';
import { Fault } from '#contracts/errors.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import type { AnswerMessage, Task } from './messages.ts';
import type { StartThread, Thread } from './thread.ts';

/** A task on its way, and what becomes of it. */
interface Errand {
  readonly id: number;
  readonly task: Task;
  readonly settle: (answer: AnswerMessage) => void;
  /** Lives of the thread that it was given to. */
  tries: number;
}

export interface LivesOptions {
  readonly start: StartThread;
  readonly clock: Clock;
  /** A thread that has tasks before it and has neither answered nor given a beat for so long is ended. */
  readonly stuckMs: number;
  /** Told of each death, for the log. */
  readonly onDeath: (cause: string) => void;
}

const mostTries = 2;
const longestPauseMs = 5000;

/**
 * Keeps a thread alive: it is started again whenever it dies, with the same policies in force. What was under way
 * is asked again once, for then it was hardly the task that killed it; a task that is there at two deaths is given up.
 */
export class Lives {
  readonly #options: LivesOptions;
  readonly #errands = new Map<number, Errand>();
  #thread: Thread | undefined;
  #inForce: PolicySnapshot | undefined;
  /** The load that a new life begins with; while it lasts, nothing else is handed over. */
  #restoring: number | undefined;
  #closed = false;
  #lastId = 0;
  #deathsInARow = 0;
  #watch: Timer | undefined;
  #pause: Timer | undefined;

  constructor(options: LivesOptions) {
    this.#options = options;
    this.#live();
  }

  /** Hands a task over; resolves with its answer, one with `ok: false` if two lives ended over it. */
  async run(task: Task): Promise<AnswerMessage> {
    if (this.#closed) throw new Fault('control-unreachable', 'the decider is closed');
    return new Promise((settle) => {
      const errand = { id: ++this.#lastId, task, settle, tries: 0 };
      this.#errands.set(errand.id, errand);
      if (this.#restoring === undefined) this.#hand(errand);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#unwatch();
    this.#pause?.cancel();
    for (const id of this.#errands.keys()) this.#settle({ id, ...lost });
    await this.#thread?.end();
  }

  #live(): void {
    const own: Thread = this.#options.start({
      answered: (message) => {
        if (this.#thread === own) this.#answered(message);
      },
      beat: () => {
        if (this.#thread === own && this.#watch !== undefined) this.#rewatch();
      },
      died: (cause) => {
        if (this.#thread === own) this.#died(cause);
      },
    });
    this.#thread = own;
    if (this.#inForce === undefined) return this.#resume();
    // INVARIANT: a new life decides nothing before it has the policies of the one before.
    this.#restoring = ++this.#lastId;
    own.post({ id: this.#restoring, task: { kind: 'load', snapshot: this.#inForce } });
    this.#rewatch();
  }

  #resume(): void {
    this.#restoring = undefined;
    for (const errand of this.#errands.values()) this.#hand(errand);
  }

  #hand(errand: Errand): void {
    if (this.#thread === undefined) return; // the next life takes it up
    errand.tries += 1;
    this.#thread.post({ id: errand.id, task: errand.task });
    if (this.#watch === undefined) this.#rewatch();
  }

  #answered(message: AnswerMessage): void {
    if (message.id === this.#restoring) {
      if (message.ok) this.#resume();
      else void this.#thread?.end();
      return;
    }
    this.#deathsInARow = 0;
    const task = this.#errands.get(message.id)?.task;
    if (task?.kind === 'load' && message.ok) this.#inForce = task.snapshot;
    this.#settle(message);
    if (this.#errands.size > 0) this.#rewatch();
    else this.#unwatch();
  }

  #died(cause: string): void {
    this.#thread = undefined;
    this.#unwatch();
    if (this.#closed) return;
    this.#deathsInARow += 1;
    this.#options.onDeath(cause);
    for (const { id, tries } of this.#errands.values()) {
      if (tries >= mostTries) this.#settle({ id, ...lost });
    }
    const pauseMs = this.#deathsInARow === 1 ? 0 : Math.min(longestPauseMs, 50 * 2 ** this.#deathsInARow);
    this.#pause = this.#options.clock.after(pauseMs, () => this.#live());
  }

  #settle(message: AnswerMessage): void {
    const errand = this.#errands.get(message.id);
    this.#errands.delete(message.id);
    errand?.settle(message);
  }

  #rewatch(): void {
    this.#unwatch();
    this.#watch = this.#options.clock.after(this.#options.stuckMs, () => void this.#thread?.end());
  }

  #unwatch(): void {
    this.#watch?.cancel();
    this.#watch = undefined;
  }
}

const lost = { ok: false, code: 'internal', message: 'the thread that decides ended' } as const;

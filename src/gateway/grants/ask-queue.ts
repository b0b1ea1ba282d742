import { type Clock, elapsedSince, type Instant, instant } from '#base/clock.ts';
import type { AccessInput, Ask } from '#contracts/protocol/from-gateway.ts';
import type { HeldGrant } from './held-grant.ts';

/** Bounds of what is asked at once. Renewals have their own, so that strangers cannot starve them. */
export const askBounds = {
  newInFlight: 256,
  renewalsInFlight: 256,
  waiting: 2_048,
  waitingPerAddress: 128,
  /** More unread bytes towards control than this: nothing new is asked. */
  newQueuedBytes: 512 * 1024,
  /** A question that waited longer has nobody who waits for it. */
  waitMs: 2_000,
  /** A question without an answer gives its place back after so long; a late answer still counts. */
  answerMs: 3_000,
} as const;

/** What the stream had shown when a question went out. */
export interface Shown {
  /** Which stream it was, counted from the first. */
  readonly stream: number;
  /** The newest change known here; an answer from before it is an old one. */
  readonly applied: number;
}

export interface Question {
  readonly id: number;
  /** Equal questions are asked once. */
  readonly text: string;
  readonly input: AccessInput;
  readonly priority: Ask['priority'];
  /** The grant to extend. */
  readonly grant?: HeldGrant;
  /** Set when it is sent. */
  asked: Instant;
  shown: Shown;
}

export interface AskOptions {
  readonly text: string;
  readonly input: AccessInput;
  readonly priority: Ask['priority'];
  readonly grant?: HeldGrant;
}

export interface AskQueue {
  /** Asks, unless the same is being asked; false when there is no room for it. */
  ask(options: AskOptions): boolean;
  /** The question that an answer is to; each is answered once. */
  answered(id: number): Question | undefined;
  /** Sends what there is room for. To be called now and then, too. */
  pump(): void;
  /** The stream is gone: nothing that was asked will be answered. */
  clear(): void;
  /** Questions sent and not answered, and questions waiting. */
  size(): { readonly inFlight: number; readonly waiting: number };
}

export interface AskQueueOptions {
  readonly clock: Clock;
  readonly send: (ask: Ask) => boolean;
  /** Bytes that control has not read yet. */
  readonly queued: () => number;
  readonly shown: () => Shown;
  /** The next number for a message that wants an answer. */
  readonly nextId: () => number;
}

/** Makes the queue of questions to control: bounded, each asked once, renewals with a share of their own. */
export function createAskQueue({ clock, send, queued, shown, nextId }: AskQueueOptions): AskQueue {
  const inFlight = new Map<number, Question>();
  const waiting: Record<Ask['priority'], Map<string, Question>> = { new: new Map(), renewal: new Map() };
  const asking = new Map<string, Question>();
  const perAddress = new Map<string, number>();
  const flying: Record<Ask['priority'], number> = { new: 0, renewal: 0 };

  function count(question: Question, by: 1 | -1): void {
    if (question.priority !== 'new') return;
    const next = (perAddress.get(question.input.address) ?? 0) + by;
    if (next > 0) perAddress.set(question.input.address, next);
    else perAddress.delete(question.input.address);
  }

  function land(question: Question): void {
    if (!inFlight.delete(question.id)) return;
    flying[question.priority] -= 1;
    if (asking.get(question.text) === question) asking.delete(question.text);
  }

  function unqueue(question: Question): void {
    if (waiting[question.priority].get(question.text) !== question) return;
    waiting[question.priority].delete(question.text);
    count(question, -1);
  }

  function expire(): void {
    for (const question of inFlight.values()) {
      // They fly in the order of sending. A late answer finds its question gone and is asked for anew.
      if (elapsedSince(clock, question.asked) < askBounds.answerMs) break;
      land(question);
    }
    for (const question of waiting.new.values()) {
      if (elapsedSince(clock, question.asked) < askBounds.waitMs) break;
      unqueue(question);
      asking.delete(question.text);
    }
  }

  function launch(priority: Ask['priority'], bound: number): void {
    for (const question of waiting[priority].values()) {
      if (flying[priority] >= bound) return;
      if (priority === 'new' && queued() > askBounds.newQueuedBytes) return;
      question.asked = instant(clock);
      question.shown = shown();
      const { id, input, grant } = question;
      const sent = send({
        kind: 'ask',
        id,
        priority,
        input,
        ...(grant === undefined ? {} : { grant: grant.id }),
      });
      if (!sent) return;
      unqueue(question);
      inFlight.set(id, question);
      flying[priority] += 1;
    }
  }

  function pump(): void {
    expire();
    launch('renewal', askBounds.renewalsInFlight);
    launch('new', askBounds.newInFlight);
  }

  return {
    ask(options) {
      if (asking.has(options.text)) return true;
      const { priority, input } = options;
      if (priority === 'new') {
        if (waiting.new.size >= askBounds.waiting) return false;
        if ((perAddress.get(input.address) ?? 0) >= askBounds.waitingPerAddress) return false;
      }
      const question: Question = { ...options, id: nextId(), asked: instant(clock), shown: shown() };
      asking.set(question.text, question);
      waiting[priority].set(question.text, question);
      count(question, 1);
      pump();
      return true;
    },
    answered(id) {
      const question = inFlight.get(id);
      if (question !== undefined) land(question);
      return question;
    },
    pump,
    clear() {
      inFlight.clear();
      asking.clear();
      perAddress.clear();
      for (const priority of ['new', 'renewal'] as const) {
        waiting[priority].clear();
        flying[priority] = 0;
      }
    },
    size: () => ({ inFlight: inFlight.size, waiting: waiting.new.size + waiting.renewal.size }),
  };
}

import type { FromControl } from '#contracts/protocol/from-control.ts';
import type { FromGateway } from '#contracts/protocol/from-gateway.ts';
import type { Push } from '#control/index.ts';

/** A gateway of the story: it asks control over the same messages as a real one, without a wire between. */
export interface StoryGateway {
  /** Asks and waits for the answer to this question. */
  ask(message: (id: number) => Question): Promise<FromControl>;
  /** Tells, without an answer. */
  tell(message: Exclude<FromGateway, { kind: 'hello' }>): void;
}

type Question = Extract<FromGateway, { kind: 'ask' | 'redeem' }>;

/** Lets a gateway take up its stream; resolves when control has greeted it. */
export async function openStoryGateway(push: Push, id: string): Promise<StoryGateway> {
  const waiting = new Map<number, (answer: FromControl) => void>();
  let next = 1;
  let open = true;
  let welcome: () => void = () => {};
  const greeted = new Promise<void>((resolve) => (welcome = resolve));
  const session = push.attach({
    peer: { id },
    version: 2,
    send(message) {
      if (message.kind === 'welcome') welcome();
      else if ('id' in message && typeof message.id === 'number') answer(message.id, message);
      return open;
    },
    drained: async () => {},
    reached: async () => open,
    close: () => void (open = false),
    isOpen: () => open,
  });
  const answer = (about: number, message: FromControl): void => {
    const give = waiting.get(about);
    waiting.delete(about);
    give?.(message);
  };
  await greeted;
  return {
    ask(message) {
      const about = next;
      next += 1;
      const answered = new Promise<FromControl>((resolve) => waiting.set(about, resolve));
      session.message(message(about));
      return answered;
    },
    tell: (message) => session.message(message),
  };
}

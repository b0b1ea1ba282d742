import { type FromChild, type ToChild, toChildSchema, writeFault } from './messages.ts';

/** A part of Sallyport that runs in this process. */
export interface RunningPart {
  /** What whoever started it should read, by a name for each. */
  readonly facts: Readonly<Record<string, string>>;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** Answers the supervisor; throws on a question that it does not know. */
  answer?(question: string): Promise<string>;
  /** Hears that something changed which its work rests on. */
  hear?(news: unknown): void;
}

/** Asks the supervisor for something that only it can do; what comes of it is heard as news. */
export function wish(text: string): void {
  void tell({ kind: 'wish', wish: text });
}

/** How long a part may take to end after its supervisor is gone, milliseconds: the next start wants its port. */
const orphanStopMs = 1_000;

/**
 * Runs a part as a child: waits for its work, tells when it is ready or why not, and ends when it is told to or
 * when the supervisor is gone, so that nothing runs unattended.
 */
export async function runAsChild(run: (work: unknown) => Promise<RunningPart>): Promise<void> {
  let part: RunningPart | undefined;
  let ending = false;
  const end = async (code: number): Promise<never> => {
    await part?.stop().catch(() => undefined);
    process.exit(code);
  };
  process.on('disconnect', () => {
    setTimeout(() => process.exit(1), orphanStopMs).unref();
    if (!ending) void end(0);
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (!ending) void end(0);
      ending = true;
    });

  const work = await new Promise<unknown>((resolve) => {
    process.on('message', (raw) => {
      const message: ToChild | undefined = toChildSchema.safeParse(raw).data;
      if (message?.kind === 'start') resolve(message.work);
      if (message?.kind === 'news') part?.hear?.(message.news);
      if (message?.kind === 'ask') void answer(part, message.id, message.question);
      if (message?.kind === 'stop' && !ending) {
        ending = true;
        void end(0);
      }
    });
    void tell({ kind: 'up' });
  });
  try {
    part = await run(work);
    // Told to stop while it started: what was built up meanwhile is ended in order as well.
    if (ending) await end(0);
    await tell({ kind: 'ready', facts: { ...part.facts } });
  } catch (thrown) {
    await tell({ kind: 'failed', fault: writeFault(thrown) });
    process.exit(1);
  }
}

async function answer(part: RunningPart | undefined, id: number, question: string): Promise<void> {
  try {
    if (part?.answer === undefined) throw new Error(`nobody answers "${question}" here`);
    await tell({ kind: 'answer', id, value: await part.answer(question) });
  } catch (thrown) {
    await tell({ kind: 'no-answer', id, fault: writeFault(thrown) });
  }
}

function tell(message: FromChild): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined || !process.connected) return resolve();
    // Resolves in any case: when the channel is gone, the supervisor is.
    process.send(message, undefined, undefined, () => resolve());
  });
}

import type { Clock } from '#base/clock.ts';
import type { Decision, DecisionInput } from '#contracts/access.ts';
import { Fault } from '#contracts/errors.ts';
import { refusal } from '#decision/index.ts';
import { createSharing } from '#policy/index.ts';
import type { Decider, Sharing } from '../faces.ts';
import { createBatch } from './batch.ts';
import { Lives } from './lives.ts';
import { unpackDecisions } from './pack-decisions.ts';
import { packInputs } from './pack-inputs.ts';
import type { AnswerMessage, Task, TaskAnswers } from './messages.ts';
import { type StartThread, workerThreads } from './thread.ts';
import { workerEntry } from './worker-entry.ts';

export interface DeciderOptions {
  readonly clock: Clock;
  /** Starts the thread; absent: a worker thread at its usual entry. */
  readonly start?: StartThread;
  /** How long a decision may take before it is a refusal, milliseconds. */
  readonly deadlineMs?: number;
  /** How long the thread's loop may stand still over a task before it is ended, milliseconds. */
  readonly stuckMs?: number;
  /** Told when the thread died, for the log. It is started again without anybody's help. */
  readonly onDeath?: (cause: string) => void;
}

/**
 * A decider whose policies are read and evaluated in a worker thread, so that the loop which answers pings and
 * applies changes is never held up. Whatever goes wrong there, the answer is a refusal with the reason
 * `control-unreachable`, or a rejected promise where no decision was asked for; never permission.
 */
export function createDecider(options: DeciderOptions): Decider {
  const { clock, deadlineMs = 2000, stuckMs = 15_000, onDeath = () => {} } = options;
  const start = options.start ?? workerThreads(workerEntry());
  const lives = new Lives({ start, clock, stuckMs, onDeath });
  let revision = 0;
  let sharing: Sharing | undefined;
  const unreachable = (): Decision => refusal('control-unreachable', revision);

  const decideBatch = async (inputs: readonly DecisionInput[]): Promise<readonly Decision[]> => {
    try {
      const { packed, unfit } = packInputs(inputs);
      const answer = answerTo('decide', await lives.run({ kind: 'decide', inputs: packed }));
      const decisions = unpackDecisions(answer).values();
      return inputs.map((_, place) =>
        unfit.has(place) ? refusal('policy-error', revision) : (decisions.next().value ?? unreachable()),
      );
    } catch {
      return inputs.map(unreachable);
    }
  };
  const decideOne = createBatch({ decide: decideBatch, missing: unreachable });

  async function run<K extends Exclude<Task['kind'], 'decide'>>(
    task: Task & { readonly kind: K },
  ): Promise<TaskAnswers[K]> {
    return answerTo(task.kind, await lives.run(task));
  }

  return {
    revision: () => revision,
    load: async (snapshot) => {
      const loaded = await run({ kind: 'load', snapshot });
      revision = loaded.revision;
      sharing = { revision, textOf: createSharing(loaded.sights) };
    },
    sharing: () => sharing,
    decide: (inputs) => withDeadline({ inputs, decideOne, unreachable, clock, deadlineMs }),
    preview: (draft) => run({ kind: 'preview', ...draft }),
    explain: (request) => run({ kind: 'explain', ...request }),
    prove: (draft) => run({ kind: 'prove', ...draft }),
    check: (policies) => run({ kind: 'check', policies }),
    close: () => lives.close(),
  };
}

/** Takes the answer out of a message. Both ends are ours and of one build, so its kind is taken on trust. */
function answerTo<K extends Task['kind']>(_kind: K, message: AnswerMessage): TaskAnswers[K] {
  if (!message.ok) throw new Fault(message.code, message.message);
  return message.answer as TaskAnswers[K];
}

function withDeadline(options: {
  readonly inputs: readonly DecisionInput[];
  readonly decideOne: (input: DecisionInput) => Promise<Decision>;
  readonly unreachable: () => Decision;
  readonly clock: Clock;
  readonly deadlineMs: number;
}): Promise<readonly Decision[]> {
  const { inputs, decideOne, unreachable, clock, deadlineMs } = options;
  const decisions = new Map<number, Decision>();
  const inOrder = (): readonly Decision[] => inputs.map((_, place) => decisions.get(place) ?? unreachable());
  return new Promise((resolve) => {
    const timer = clock.after(deadlineMs, () => resolve(inOrder()));
    const all = inputs.map(async (input, place) => void decisions.set(place, await decideOne(input)));
    void Promise.all(all).then(() => {
      timer.cancel();
      resolve(inOrder());
    });
  });
}

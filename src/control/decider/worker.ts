import { parentPort } from 'node:worker_threads';
import { Fault } from '#contracts/errors.ts';
import { createEvaluator } from './evaluator.ts';
import { packDecisions } from './pack-decisions.ts';
import { createUnpacking } from './unpack-inputs.ts';
import type { AnswerMessage, BeatMessage, Task, TaskAnswers, TaskMessage } from './messages.ts';

// The entry of the decider's thread. It holds one evaluator and answers each task under the task's number.
const evaluator = createEvaluator();
const unpack = createUnpacking();

async function perform(task: Task): Promise<TaskAnswers[Task['kind']]> {
  switch (task.kind) {
    case 'load':
      return evaluator.load(task.snapshot);
    case 'decide':
      return packDecisions(evaluator.decide(unpack(task.inputs)));
    case 'preview':
      return evaluator.preview(task.snapshot, task.inputs);
    case 'explain':
      return evaluator.explain(task);
    case 'prove':
      return evaluator.prove(task.snapshot, task.cases);
    case 'check':
      return evaluator.check(task.policies);
  }
}

function failure(id: number, thrown: unknown): AnswerMessage {
  const code = thrown instanceof Fault ? thrown.code : 'internal';
  return { id, ok: false, code, message: thrown instanceof Error ? thrown.message : String(thrown) };
}

parentPort?.on('message', ({ id, task }: TaskMessage) => {
  perform(task).then(
    (answer) => parentPort?.postMessage({ id, ok: true, answer } satisfies AnswerMessage),
    (thrown: unknown) => parentPort?.postMessage(failure(id, thrown)),
  );
});

setInterval(() => parentPort?.postMessage({ beat: true } satisfies BeatMessage), 1000);

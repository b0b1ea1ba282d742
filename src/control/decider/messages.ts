import type { Decision, DecisionInput } from '#contracts/access.ts';
import type { FaultCode } from '#contracts/errors.ts';
import type { PolicyProblem, PolicySnapshot, StoredPolicy } from '#contracts/policies.ts';
import type { Explanation } from '#contracts/explanation.ts';
import type { Circumstances, NeverProof } from '#policy/index.ts';
import type { Loaded } from './evaluator.ts';
import type { ExplainRequest } from '../faces.ts';
import type { PackedDecisions } from './pack-decisions.ts';
import type { PackedInputs } from './pack-inputs.ts';

/** What the worker is asked to do. */
export type Task =
  | { readonly kind: 'load'; readonly snapshot: PolicySnapshot }
  | { readonly kind: 'decide'; readonly inputs: PackedInputs }
  | { readonly kind: 'preview'; readonly snapshot: PolicySnapshot; readonly inputs: readonly DecisionInput[] }
  | ({ readonly kind: 'explain' } & ExplainRequest)
  | { readonly kind: 'prove'; readonly snapshot: PolicySnapshot; readonly cases: readonly Circumstances[] }
  | { readonly kind: 'check'; readonly policies: readonly StoredPolicy[] };

/** What the worker answers to each kind of task. */
export interface TaskAnswers {
  readonly load: Loaded;
  readonly decide: PackedDecisions;
  readonly preview: readonly Decision[];
  readonly explain: Explanation;
  readonly prove: readonly NeverProof[];
  readonly check: readonly PolicyProblem[];
}

export interface TaskMessage {
  readonly id: number;
  readonly task: Task;
}

export type AnswerMessage =
  | { readonly id: number; readonly ok: true; readonly answer: TaskAnswers[Task['kind']] }
  | { readonly id: number; readonly ok: false; readonly code: FaultCode; readonly message: string };

/** Sent each second: the thread is alive and its loop turns, however long a task takes. */
export interface BeatMessage {
  readonly beat: true;
}

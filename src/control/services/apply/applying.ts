import type { ManagedFacts } from '#contracts/access.ts';
import type { AppliedObject, ApplyItem } from '#contracts/api/apply.ts';
import type { RequestProblem } from '#contracts/api/problem.ts';
import { requestProblemSchema } from '#contracts/api/problem.ts';
import { Fault } from '#contracts/errors.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import type { Judged } from '../second-person/judged.ts';
import type { Written } from '../write.ts';

type Kind = ApplyItem['kind'];

/** An object that was asked for, with its place among the objects of the request. */
export interface Asked<K extends Kind = Kind> {
  readonly object: Extract<AppliedObject, { kind: K }>;
  readonly place: number;
}

/** One apply on its way: what was found and written so far. */
export interface Applying {
  readonly call: Call;
  readonly tx: Repositories;
  /** What is wrong, of all objects together. */
  readonly problems: RequestProblem[];
  /** What happens to each object, by its place; removals come after the last. */
  readonly items: Map<number, ApplyItem>;
  readonly events: Written<unknown>['event'][];
  readonly changes: Written<unknown>['changes'][number][];
  readonly judged: Judged[];
  /** What was made, so that the set can be told of it. */
  readonly made: { readonly kind: Kind; readonly object: string }[];
  /** What else is changed by writing the objects, which takes the right to write that as well. */
  readonly alsoWritten: ManagedFacts[];
}

/** The objects of one kind. */
export function askedOf<K extends Kind>(objects: readonly AppliedObject[], kind: K): readonly Asked<K>[] {
  const isKind = (object: AppliedObject): object is Asked<K>['object'] => object.kind === kind;
  return objects.flatMap((object, place) => (isKind(object) ? [{ object, place }] : []));
}

/** Does the work on one object; what is refused is put down as a problem of it, and the others go on. */
export async function withProblems(
  applying: Pick<Applying, 'problems'>,
  place: number,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    applying.problems.push(...problemsOf(thrown, `objects.${place}`));
  }
}

function problemsOf({ details, message }: Fault, at: string): readonly RequestProblem[] {
  const { problems, detail } = details;
  const listed = requestProblemSchema.array().min(1).safeParse(problems);
  if (listed.success) {
    const errors = listed.data.filter(({ severity }) => severity !== 'warning');
    return errors.map((problem) => ({ ...problem, at: problem.at === '' ? at : `${at}.${problem.at}` }));
  }
  return [{ at, message: typeof detail === 'string' ? detail : message }];
}

/** Puts down what a write of one object came to. */
export function note<T>(applying: Applying, { value, event, changes, judged = [] }: Written<T>): T {
  applying.events.push(event);
  applying.changes.push(...changes);
  applying.judged.push(...judged);
  return value;
}

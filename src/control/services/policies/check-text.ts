import type { PolicyId } from '#base/ids.ts';
import type { RequestProblem } from '#contracts/api/problem.ts';
import { Fault } from '#contracts/errors.ts';
import type { PolicyProblem } from '#contracts/policies.ts';
import type { Call } from '../call.ts';
import { resolveNames } from './resolve-names.ts';

/** A text that was checked, in the form that is stored. */
export interface CheckedText {
  /** With ids in place of names. */
  readonly text: string;
  readonly problems: readonly RequestProblem[];
}

/** What checking works with: names are looked up in the store, or in a transaction that has just made some. */
export interface Checking extends Pick<Call, 'decider'> {
  readonly store: Parameters<typeof resolveNames>[0];
}

/** Checks a policy's text by our own engine; places of problems are those of the text as it was written. */
export async function checkText(call: Checking, written: string): Promise<CheckedText> {
  const resolved = await resolveNames(call.store, written);
  const draft = { id: draftId, title: 'draft', text: resolved.text, mode: 'enforce' as const };
  const problems = await call.decider.check([draft]);
  return {
    text: resolved.text,
    problems: problems.map((problem) => shown(problem, (place) => resolved.placeBefore(place))),
  };
}

const draftId: PolicyId = 'pol_draft';

function shown(problem: PolicyProblem, placeBefore: (place: number) => number): RequestProblem {
  const { severity, message, help, start, end } = problem;
  return {
    at: 'text',
    severity,
    message,
    ...(help === undefined ? {} : { help }),
    ...(start === undefined ? {} : { start: placeBefore(start) }),
    ...(end === undefined ? {} : { end: placeBefore(end) }),
  };
}

/** The stored form of a text. @throws Fault `policy-invalid` with every problem in its place */
export async function storableText(call: Checking, written: string): Promise<string> {
  const { text, problems } = await checkText(call, written);
  if (problems.some(({ severity }) => severity === 'error')) {
    const [first] = problems;
    throw new Fault('policy-invalid', first?.message ?? 'not valid', {
      details: { problems, detail: first?.message ?? 'The policy is not valid.' },
    });
  }
  return text;
}

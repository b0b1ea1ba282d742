import type { z } from 'zod';
import { type Problem, type RequestProblem, requestProblemSchema } from '#contracts/api/problem.ts';
import { Fault } from '#contracts/errors.ts';
import { type Log, type LogFields, reportFault } from '#observe/index.ts';

/**
 * Turns something thrown into an answer (RFC 9457) and a line in the log under the same id. Only what was put
 * under `detail`, `problems`, `proposal`, `reason` and `need` of a fault is shown beside its usual words; faults of ours
 * (5xx) show nothing of themselves.
 */
export function problemResponse(log: Log, thrown: unknown, fields: LogFields): Response {
  const { code, status, shown, errorId } = reportFault(log, thrown, fields);
  const problem: Problem = {
    type: `urn:sallyport:fault:${code}`,
    title: shown,
    status,
    code,
    errorId,
    ...(thrown instanceof Fault && status < 500 ? shownDetails(thrown) : {}),
  };
  return new Response(JSON.stringify(problem), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}

function shownDetails({ details }: Fault): Partial<Problem> {
  const { detail, problems, reason, need, proposal } = details;
  const listed = requestProblemSchema.array().safeParse(problems);
  return {
    ...(typeof detail === 'string' ? { detail } : {}),
    ...(listed.success ? { problems: listed.data } : {}),
    ...(typeof proposal === 'string' ? { proposal } : {}),
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(typeof need === 'object' && need !== null ? { need } : {}),
  };
}

/** A fault for what a schema found, each problem with its place. */
export function invalidRequest(part: string, error: z.ZodError): Fault {
  const problems = error.issues.slice(0, 50).map(
    (issue): RequestProblem => ({
      at: [...(part === 'body' ? [] : [part]), ...issue.path.map(String)].join('.'),
      message: issue.message,
    }),
  );
  return new Fault('invalid-request', `the ${part} is not valid`, {
    details: { problems, detail: `The ${part} is not valid.` },
  });
}

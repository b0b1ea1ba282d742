import { type Problem, problemSchema } from '#contracts/api/problem.ts';
import type { ApiResponse } from './transport.ts';

/** An answer of the API that is not a result: what the server said, as data. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiError';
    this.problem = problem;
  }
}

/** Reads the problem out of an answer; whatever else came is told as what it is. */
export async function readProblem(response: ApiResponse): Promise<ApiError> {
  const text = (await response.text()).slice(0, 1_000_000);
  const { status } = response;
  try {
    const parsed = problemSchema.safeParse(JSON.parse(text));
    if (parsed.success) return new ApiError(parsed.data);
  } catch {
    // not JSON: a proxy between, or the gateway's own page
  }
  return new ApiError({
    type: 'about:blank',
    title: `The server answered ${status} without saying why. Is this address the API's?`,
    status,
    code: 'not-the-api',
    errorId: '',
  });
}

import { ApiError } from '#client/browser.ts';
import { said } from './texts/said.ts';

/** A failure in the English words that a page shows through `t()`. */
export interface Described {
  readonly title: string;
  readonly details: readonly string[];
  readonly id?: string;
}

/** Turns whatever a call threw into words; what is not from the API reads as a broken connection. */
export function describeProblem(error: unknown): Described {
  if (!(error instanceof ApiError)) {
    return { title: said('Sallyport does not answer. Is the connection there?'), details: [] };
  }
  const { title, detail, problems, errorId } = error.problem;
  const details = (problems ?? []).map(({ at, message, help }) =>
    [at === '' ? message : `${at}: ${message}`, help].filter((part) => part !== undefined).join(' '),
  );
  return {
    title,
    details: detail === undefined ? details : [detail, ...details],
    ...(errorId === '' ? {} : { id: errorId }),
  };
}

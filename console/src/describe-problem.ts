import { ApiError } from '#client/browser.ts';
import { said } from './texts/said.ts';

/** A failure in the API's own English words, which a page says in the reader's. */
export interface Described {
  readonly title: string;
  readonly details: readonly Detail[];
  readonly id?: string;
  /** The proposal that was made of it, where a second person has to agree. */
  readonly proposal?: string;
}

/** One thing that is wrong, and where; sentences one after the other. */
export interface Detail {
  /** A field, as the API names it. */
  readonly at?: string;
  readonly sentences: readonly string[];
}

/** Turns whatever a call threw into words; what is not from the API reads as a broken connection. */
export function describeProblem(error: unknown): Described {
  if (!(error instanceof ApiError)) {
    return { title: said('Sallyport does not answer. Is the connection there?'), details: [] };
  }
  const { title, detail, problems = [], errorId, proposal } = error.problem;
  const details = problems.map(({ at, message, help }) => ({
    ...(at === '' ? {} : { at }),
    sentences: help === undefined ? [message] : [message, help],
  }));
  // Of a single field the API says the same twice: as a sentence, and as what is wrong there.
  const twice = problems.some(({ at, message }) => detail === `The ${at} ${message}.`);
  return {
    title,
    details: detail === undefined || twice ? details : [{ sentences: [detail] }, ...details],
    // It was understood and kept: nothing to look up in a log.
    ...(errorId === '' || proposal !== undefined ? {} : { id: errorId }),
    ...(proposal === undefined ? {} : { proposal }),
  };
}

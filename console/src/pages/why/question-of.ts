import type { WhyQuestion } from '#contracts/api/decisions.ts';

/** What the form holds; empty texts are "not said". */
export interface WhyForm {
  readonly person: string;
  readonly app: string;
  /** As an input of dates and times has it, in the reader's own zone; empty: now. */
  readonly at: string;
  readonly address: string;
  readonly path: string;
}

/** Makes the question that the API takes. */
export function questionOf({ person, app, at, address, path }: WhyForm): WhyQuestion {
  const moment = at === '' ? Number.NaN : new Date(at).getTime();
  return {
    person,
    app,
    ...(Number.isNaN(moment) ? {} : { at: moment }),
    ...(address.trim() === '' ? {} : { address: address.trim() }),
    ...(path.trim() === '' ? {} : { path: path.trim() }),
  };
}

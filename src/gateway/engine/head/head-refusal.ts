import { refused } from '#base/result.ts';

/** Why a head, or what has to come with it, is not accepted: the status to answer with and a stable word for the record. */
export interface HeadRefusal {
  readonly status: 400 | 405 | 408 | 414 | 417 | 426 | 429 | 431 | 501 | 505;
  readonly reason: string;
}

/** Makes a refusal. */
export function refuse(status: HeadRefusal['status'], reason: string) {
  return refused({ status, reason });
}

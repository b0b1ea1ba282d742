import { type Mentions, usesContext } from './mentions.ts';
import type { Statement } from './statement.ts';
import { stepsOf } from './steps.ts';

/** What the answer of a set of statements depends on, worked out once for all requests. */
export interface Traits {
  /** The HTTP method, or the path, is asked for. */
  readonly method: boolean;
  readonly path: boolean;
  /** Minutes of the day at which it may change, beside midnight; absent: the wall clock is not asked. */
  readonly minutes?: readonly number[];
  /** Ages of the sign-in in seconds at which it may change; absent: the age is not asked. */
  readonly ages?: readonly number[] | 'each-second';
  /** A `permit` is among them, or even one that looks at the sign-in. */
  readonly permits: 'none' | 'some' | 'by-sign-in';
}

const minutesOfDay = Array.from({ length: 24 * 60 }, (_, minute) => minute);
const wallPaths = ['time.weekday', 'time.minute', 'time.date'];

/** Works out the traits of statements from what they mention together. */
export function traitsOf(statements: readonly Statement[], mentions: Mentions): Traits {
  const asks = (path: string): boolean => usesContext(mentions, path) || mentions.presence.has(path);
  // Used in another way than by comparison with a number: every minute may matter.
  const minutes = stepsOf(mentions, 'time.minute') ?? minutesOfDay;
  return {
    method: asks('http.method'),
    path: asks('http.path'),
    ...(wallPaths.some(asks) ? { minutes: minutes.filter((minute) => minute >= 0 && minute < 1440) } : {}),
    // Writing refuses an age that is not compared with a number; should it be there after all, each second counts.
    ...(asks('authn.ageSeconds') ? { ages: stepsOf(mentions, 'authn.ageSeconds') ?? 'each-second' } : {}),
    permits: permitsAmong(statements),
  };
}

function permitsAmong(statements: readonly Statement[]): Traits['permits'] {
  const permits = statements.filter(({ effect }) => effect === 'permit');
  if (permits.some(asksForSignIn)) return 'by-sign-in';
  return permits.length > 0 ? 'some' : 'none';
}

/** Tells whether another sign-in could change what a statement says. */
export function asksForSignIn({ mentions }: Statement): boolean {
  return usesContext(mentions, 'authn');
}

import { stepsOf } from '../steps.ts';
import type { Rule } from './rule.ts';

/** Refuses an age of the sign-in that is not compared with a number: the moment of its change must be computable. */
export const plainAge: Rule = ({ mentions }) => {
  if (stepsOf(mentions, 'authn.ageSeconds') !== undefined) return [];
  const help = 'write for example `context.authn.ageSeconds < 3600`';
  return [
    {
      message: 'the age of the sign-in can only be compared with a number',
      help,
      near: /\bcontext\s*\.\s*authn\b/,
    },
  ];
};

import type { Offence, Rule } from './rule.ts';

/**
 * Refuses to look behind an attribute, as in `principal.owner in Group::"…"`. Only who asks and what is asked for
 * are known with their groups, tags and attributes, so such a condition would never hold and a `forbid` would be
 * no protection.
 */
export const directFacts: Rule = ({ mentions }) =>
  [...mentions.indirect].map((place): Offence => {
    const what = place === 'in' ? 'the left side of `in`' : `the owner of \`${place}\``;
    return {
      message: `${what} must be \`principal\` or \`resource\`: nothing is known about what they refer to`,
      help: 'compare the reference itself with `==`, or put a label on who asks',
      ...(place === 'in' ? {} : { near: new RegExp(`\\b${place.replaceAll('.', '\\s*\\.\\s*')}\\b`) }),
    };
  });

import type { Offence, Rule } from './rule.ts';

const known = ['id', 'title', 'advice', 'private', 'mode'];

/** Refuses annotations without meaning: a misspelt `@mode("observe")` would silently enforce. */
export const knownAnnotations: Rule = ({ json }) => {
  const annotations = Object.entries(json.annotations ?? {});
  return annotations.flatMap(([name, value]): Offence[] => {
    const near = new RegExp(`@\\s*${name}\\b`);
    if (!known.includes(name)) {
      const help = `known are ${known.map((one) => `@${one}`).join(', ')}`;
      return [{ message: `the annotation @${name} has no meaning`, help, near }];
    }
    if (name === 'mode' && value !== 'observe' && value !== 'enforce') {
      const help = 'write `@mode("observe")` or `@mode("enforce")`';
      return [{ message: `there is no mode ${JSON.stringify(value)}`, help, near }];
    }
    return [];
  });
};

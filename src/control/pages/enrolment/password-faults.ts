import { longestPassword, type PasswordFault, shortestPassword } from '#identity/index.ts';
import { saying, type Text } from '../texts/words.ts';

/** What is wrong with a new password, for whoever chose it. */
export const passwordFaultTexts: Readonly<Record<PasswordFault, Text>> = {
  'too-short': saying('Use at least {{count}} characters. A few words in a row are easy to remember.', {
    count: shortestPassword,
  }),
  'too-long': saying('Use at most {{count}} characters.', { count: longestPassword }),
  'too-common': 'This is one of the passwords that are tried first. Choose another.',
  'too-personal': 'This is made of your own name or address, which is tried first. Choose another.',
};

import { commonWords } from './common-passwords.ts';
import { longestPassword } from './passwords.ts';

/** The fewest characters of a new password. A second factor always stands beside it. */
export const shortestPassword = 10;

/** What is wrong with a new password. */
export type PasswordFault = 'too-short' | 'too-long' | 'too-common' | 'too-personal';

/**
 * Judges a new password by length, by a list of what is tried first, and by what is known of the person. No
 * rules of kinds of characters: they make passwords worse (NIST SP 800-63B-4, 3.1.1.2).
 */
export function passwordFault(password: string, personal: readonly string[]): PasswordFault | undefined {
  const text = password.normalize('NFKC');
  if (Array.from(text).length < shortestPassword) return 'too-short';
  if (password.length > longestPassword) return 'too-long';
  const plain = unleet(text.toLowerCase());
  const letters = plain.replace(/[^\p{L}]/gu, '');
  if (
    new Set(text).size <= 3 ||
    isSequence(text) ||
    commonWords.has(lettersOf(text)) ||
    commonWords.has(letters)
  )
    return 'too-common';
  const own = personal.flatMap(wordsOf).sort((a, b) => b.length - a.length);
  const rest = own.reduce((left, word) => left.replaceAll(word, ''), text.toLowerCase());
  if (rest !== text.toLowerCase() && Array.from(rest).length < 5) return 'too-personal';
  return undefined;
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}]/gu, '');
}

// What people put in place of letters, back to the letters.
function unleet(text: string): string {
  const letters: Readonly<Record<string, string>> = {
    '0': 'o',
    '1': 'l',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '7': 't',
    '@': 'a',
    $: 's',
  };
  const core = text.replace(/[\d!?.#*_-]+$/, '');
  return core.replace(/[0134571@$]/g, (sign) => letters[sign] ?? sign);
}

// 1234567890, 9876543210, abcdefghij: the same step from each sign to the next; digits go round at ten.
function isSequence(text: string): boolean {
  const codes = Array.from(text).map((sign) => sign.codePointAt(0) ?? 0);
  const around = /^\d+$/.test(text) ? 10 : 0x110000;
  const steps = codes.slice(1).map((code, n) => (code - (codes[n] ?? 0) + around) % around);
  return steps.every((step) => step === steps[0]);
}

function wordsOf(personal: string): string[] {
  const lower = personal.toLowerCase();
  return [lower, ...lower.split(/[^\p{L}\d]+/u)].filter((word) => word.length >= 4);
}

import type { AuthenticationMethod } from './access.ts';

const methodWords: Readonly<Record<AuthenticationMethod, string>> = {
  pwd: 'your password',
  otp: 'a one-time code',
  hwk: 'a passkey',
  rec: 'a recovery code',
  fed: 'your organisation’s sign-in',
  key: 'a key',
};

interface NeededSignIn {
  readonly maxAgeSeconds?: number | undefined;
  readonly methods?: readonly string[] | undefined;
}

/** Says what a stronger sign-in has to bring, as an order to the person: one sentence with its full stop. */
export function needInWords({ maxAgeSeconds, methods = [] }: NeededSignIn): string {
  const means = methods.map((method) => (isMethod(method) ? methodWords[method] : method));
  if (means.length > 0) return `Sign in with ${means.join(' and ')}${agedInWords(maxAgeSeconds)}.`;
  return maxAgeSeconds === undefined ? 'Sign in again.' : `Sign in again${agedInWords(maxAgeSeconds)}.`;
}

function isMethod(text: string): text is AuthenticationMethod {
  return Object.hasOwn(methodWords, text);
}

function agedInWords(seconds: number | undefined): string {
  if (seconds === undefined || seconds === 0) return ''; // a new sign-in is as fresh as can be
  return `: your sign-in may be ${lengthInWords(seconds)} old at most`;
}

/** A length of time in its largest fitting unit. Limits are often one second short of it: `< 900` is 899 at most. */
function lengthInWords(seconds: number): string {
  const whole = (seconds + 1) % 60 === 0 ? seconds + 1 : seconds;
  if (whole % 86_400 === 0) return counted(whole / 86_400, 'day');
  if (whole % 3600 === 0) return counted(whole / 3600, 'hour');
  return whole % 60 === 0 && whole > 0 ? counted(whole / 60, 'minute') : counted(whole, 'second');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

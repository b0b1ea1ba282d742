import type { AuthenticationMethod } from '../access.ts';

const methodWords: Readonly<Record<AuthenticationMethod, string>> = {
  pwd: 'Ihrem Passwort',
  otp: 'einem Einmalcode',
  hwk: 'einem Passkey',
  rec: 'einem Wiederherstellungscode',
  fed: 'der Anmeldung Ihrer Organisation',
  key: 'einem Schlüssel',
};

interface NeededSignIn {
  readonly maxAgeSeconds?: number | undefined;
  readonly methods?: readonly string[] | undefined;
}

/** Says in German what `needInWords` says in English: what a stronger sign-in has to bring. */
export function needInGerman({ maxAgeSeconds, methods = [] }: NeededSignIn): string {
  const means = methods.map((method) => (isMethod(method) ? methodWords[method] : method));
  const by = means.length === 0 ? 'Melden Sie sich neu an' : `Melden Sie sich mit ${means.join(' und ')} an`;
  if (maxAgeSeconds === undefined || maxAgeSeconds === 0) return `${by}.`;
  return `${by}: Ihre Anmeldung darf höchstens ${length(maxAgeSeconds)} alt sein.`;
}

/** The same as a thing that somebody could bring about: `eine Anmeldung mit einem Passkey`. */
export function signInInGerman({ maxAgeSeconds, methods = [] }: NeededSignIn): string {
  const means = methods.map((method) => (isMethod(method) ? methodWords[method] : method));
  const by = means.length === 0 ? 'eine neue Anmeldung' : `eine Anmeldung mit ${means.join(' und ')}`;
  if (maxAgeSeconds === undefined || maxAgeSeconds === 0) return by;
  return `${by}, höchstens ${length(maxAgeSeconds)} alt`;
}

function isMethod(text: string): text is AuthenticationMethod {
  return Object.hasOwn(methodWords, text);
}

/** A length of time in its largest fitting unit. Limits are often one second short of it: `< 900` is 899 at most. */
function length(seconds: number): string {
  const whole = (seconds + 1) % 60 === 0 ? seconds + 1 : seconds;
  if (whole % 86_400 === 0) return counted(whole / 86_400, 'Tag', 'Tage');
  if (whole % 3600 === 0) return counted(whole / 3600, 'Stunde', 'Stunden');
  return whole % 60 === 0 ? counted(whole / 60, 'Minute', 'Minuten') : counted(whole, 'Sekunde', 'Sekunden');
}

function counted(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}

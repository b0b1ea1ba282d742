/** Who can change the fact that decided. */
export type Mender = 'person' | 'administrator' | 'nobody';

export interface Reason {
  /** What a person reads: one sentence that starts with what happened. */
  readonly text: string;
  /** The same for others who read about them; absent where the sentence speaks to nobody. */
  readonly about?: string;
  /** What they can do next, one sentence; absent where there is nothing. */
  readonly next?: string;
  readonly mender: Mender;
}

/** Every reason for which a request is answered as it is, by its code. The code is stable, the text is not. */
export const reasons = {
  'allowed-by-policy': { text: 'A policy allows this.', mender: 'nobody' },
  'no-policy-allows': {
    text: 'No policy gives you access to this application.',
    about: 'No policy gives them access to this application.',
    next: 'Ask an administrator for access.',
    mender: 'administrator',
  },
  'forbidden-by-policy': {
    text: 'A policy forbids this.',
    next: 'Ask an administrator if you think this is wrong.',
    mender: 'administrator',
  },
  'policy-error': {
    text: 'A policy could not be evaluated, so the request was refused.',
    next: 'An administrator has to correct the policy.',
    mender: 'administrator',
  },
  'stronger-sign-in-needed': {
    text: 'This application wants a stronger or fresher sign-in.',
    next: 'Sign in again to go on.',
    mender: 'person',
  },
  'outside-key-scope': {
    text: 'This service account, or this key of it, is not made for this application.',
    next: 'An administrator can add the application to what the account and the key may open.',
    mender: 'administrator',
  },
  'key-unknown': {
    text: 'This is no key of a service account.',
    next: 'Use a key that has not been revoked.',
    mender: 'administrator',
  },
  'key-malformed': {
    text: 'A key is sent once, in one header, as `Bearer` and the key.',
    next: 'Send exactly one key, and no session of a browser beside it.',
    mender: 'person',
  },
  'key-not-taken': {
    text: 'This is one of Sallyport’s own addresses, which no key of a service account opens.',
    next: 'Use an API token at the API’s own address.',
    mender: 'nobody',
  },
  'key-revoked': {
    text: 'This key was revoked.',
    next: 'Use another key of the account.',
    mender: 'administrator',
  },
  'key-expired': {
    text: 'The time for which this key was made is over.',
    next: 'Use a newer key of the account.',
    mender: 'administrator',
  },
  'account-disabled': {
    text: 'This service account is disabled.',
    next: 'Ask an administrator.',
    mender: 'administrator',
  },
  'not-signed-in': {
    text: 'You are not signed in here.',
    about: 'They are not signed in here.',
    next: 'Sign in to go on.',
    mender: 'person',
  },
  'session-ended': {
    text: 'Your session has ended.',
    about: 'Their session has ended.',
    next: 'Sign in again to go on.',
    mender: 'person',
  },
  'session-expired': {
    text: 'Your session was too old or idle for too long.',
    about: 'Their session was too old or idle for too long.',
    next: 'Sign in again to go on.',
    mender: 'person',
  },
  'person-disabled': {
    text: 'Your account is disabled.',
    about: 'Their account is disabled.',
    next: 'Ask an administrator.',
    mender: 'administrator',
  },
  'app-disabled': {
    text: 'This application is switched off.',
    next: 'Ask an administrator.',
    mender: 'administrator',
  },
  'app-changed': {
    text: 'This application was set up anew.',
    next: 'Reload to ask again.',
    mender: 'nobody',
  },
  'outside-token-scope': {
    text: 'The API token is not made for this.',
    next: 'Use a token that has this scope.',
    mender: 'person',
  },
  'cut-by-administrator': {
    text: 'An administrator ended this connection.',
    next: 'Sign in again if you still need it.',
    mender: 'administrator',
  },
  'ended-by-provider': {
    text: 'The provider that vouched for you ended your session, or does not vouch for you any more.',
    about: 'The provider that vouched for them ended their session, or does not vouch for them any more.',
    next: 'Sign in again to go on.',
    mender: 'person',
  },
  'connection-cut': {
    text: 'An administrator cut this connection.',
    next: 'Reload to connect again, if you may.',
    mender: 'administrator',
  },
  'gateway-disabled': {
    text: 'The gateway that carried this was switched off.',
    next: 'Try again in a moment.',
    mender: 'administrator',
  },
  'time-passed': {
    text: 'The time for which this was allowed is over.',
    next: 'Reload to ask again.',
    mender: 'nobody',
  },
  'idle-too-long': {
    text: 'Nothing was said on this connection for too long.',
    next: 'Reload to connect again.',
    mender: 'nobody',
  },
  'control-unreachable': {
    text: 'The part that decides cannot be reached, so nothing new is allowed.',
    next: 'Try again in a moment.',
    mender: 'nobody',
  },
  'no-room-to-record': {
    text: 'There is no room left to write down what is decided, so nothing new is allowed.',
    next: 'Tell an administrator: the disk or the database is full.',
    mender: 'administrator',
  },
  'database-unreachable': {
    text: 'The database does not answer, so nothing new is allowed.',
    next: 'Try again in a moment.',
    mender: 'administrator',
  },
  'knowledge-stale': {
    text: 'What is known about you is too old to rely on, so the connection was ended.',
    about: 'What is known about them is too old to rely on, so the connection was ended.',
    next: 'Try again in a moment.',
    mender: 'nobody',
  },
  'recheck-pending': {
    text: 'Your access is being decided anew and the answer is not there yet.',
    about: 'Their access is being decided anew and the answer is not there yet.',
    next: 'Try again in a moment.',
    mender: 'nobody',
  },
  'address-too-long': {
    text: 'The address of this page is too long to decide about.',
    mender: 'nobody',
  },
  busy: { text: 'Too many requests are waiting.', next: 'Try again in a moment.', mender: 'nobody' },
} as const satisfies Record<string, Reason>;

export type ReasonCode = keyof typeof reasons;

/** Looks a code up; an unknown one reads as a refusal without details. */
export function reasonOf(code: string): Reason {
  return Object.hasOwn(reasons, code)
    ? reasons[code as ReasonCode]
    : { text: 'This was refused.', mender: 'administrator' };
}

/** Says a reason to others than whom it was told to: in the third person. */
export function reasonToOthers(code: string): string {
  const { about, text } = reasonOf(code);
  return about ?? text;
}

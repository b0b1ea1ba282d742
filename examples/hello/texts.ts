/** Everything that the page says. A language is one more of these. */
export interface Texts {
  readonly hello: string;
  readonly what: string;
  readonly clock: string;
  readonly noScript: string;
  readonly again: string;
  readonly told: string;
  readonly nothingCounts: string;
  /** Why an assertion does not count, where the language has other words than `verify-assertion.ts`. */
  readonly why: Readonly<Record<string, string>>;
  readonly none: string;
  readonly headers: string;
  readonly signedToken: string;
  readonly notToldTitle: string;
  readonly notTold: readonly string[];
  readonly claims: Readonly<Record<string, string>>;
  readonly connecting: string;
  readonly ticking: string;
  readonly noConnection: string;
  /** With `{time}` and `{ticks}`. */
  readonly stopped: string;
}

const english: Texts = {
  hello: 'Hello',
  what: 'This is a sample application behind Sallyport. It has no sign-in of its own.',
  clock: 'Clock',
  noScript: 'This clock needs JavaScript.',
  again: 'Connect again',
  told: 'What this application was told about you',
  nothingCounts: 'Nothing that counts: the assertion',
  why: {},
  none: 'none',
  headers: 'The headers of this request, as they arrived',
  signedToken: 'a signed token; what it says stands above',
  notToldTitle: 'What it was not told',
  notTold: [
    'Your password, your codes, or any secret of your passkey: they never leave the sign-in host.',
    'The cookie that keeps you signed in: the gateway takes it out of every request.',
    'The number that other applications know you by: each gets one of its own.',
    'What else you may open, and which policy let you in here.',
  ],
  claims: {
    name: 'Name',
    email: 'E-mail',
    groups: 'Groups',
    roles: 'Roles',
    amr: 'Signed in with',
    auth_time: 'Signed in at',
    sub: 'You, to this application alone',
    sid: 'Your session, likewise',
    iss: 'Said by',
    aud: 'Meant for',
    exp: 'Valid until',
  },
  connecting: 'Connecting …',
  ticking: 'It ticks over a WebSocket, 20 times a second.',
  noConnection: 'No connection. Load the page again.',
  stopped: 'Stopped at {time} after {ticks} ticks: the connection was cut',
};

const german: Texts = {
  hello: 'Hallo',
  what: 'Das ist eine Beispielanwendung hinter Sallyport. Sie hat keine eigene Anmeldung.',
  clock: 'Uhr',
  noScript: 'Diese Uhr braucht JavaScript.',
  again: 'Neu verbinden',
  told: 'Was dieser Anwendung über Sie gesagt wurde',
  nothingCounts: 'Nichts, was zählt: Die Zusicherung',
  why: {
    'was not there': 'fehlte',
    'is no token': 'ist kein Token',
    'is of another type': 'ist von anderer Art',
    'is signed by a key that the issuer does not publish':
      'ist mit einem Schlüssel signiert, den der Aussteller nicht veröffentlicht',
    'has a signature that does not hold': 'hat eine Signatur, die nicht hält',
    'comes from another issuer': 'kommt von einem anderen Aussteller',
    'is for another application': 'ist für eine andere Anwendung',
    'is too old': 'ist zu alt',
    'is not valid yet': 'gilt noch nicht',
  },
  none: 'keine',
  headers: 'Die Header dieser Anfrage, wie sie ankamen',
  signedToken: 'ein signiertes Token; was es sagt, steht oben',
  notToldTitle: 'Was ihr nicht gesagt wurde',
  notTold: [
    'Ihr Passwort, Ihre Codes oder ein Geheimnis Ihres Passkeys: Sie verlassen den Anmelde-Host nie.',
    'Das Cookie, das Sie angemeldet hält: Das Gateway nimmt es aus jeder Anfrage.',
    'Die Nummer, unter der andere Anwendungen Sie kennen: Jede bekommt eine eigene.',
    'Was Sie sonst öffnen dürfen, und welche Richtlinie Sie hier hereinließ.',
  ],
  claims: {
    name: 'Name',
    email: 'E-Mail',
    groups: 'Gruppen',
    roles: 'Rollen',
    amr: 'Angemeldet mit',
    auth_time: 'Angemeldet am',
    sub: 'Sie, nur für diese Anwendung',
    sid: 'Ihre Sitzung, ebenso',
    iss: 'Gesagt von',
    aud: 'Bestimmt für',
    exp: 'Gilt bis',
  },
  connecting: 'Wird verbunden …',
  ticking: 'Sie tickt über einen WebSocket, 20-mal in der Sekunde.',
  noConnection: 'Keine Verbindung. Laden Sie die Seite neu.',
  stopped: 'Angehalten um {time} nach {ticks} Schlägen: Die Verbindung wurde getrennt',
};

/** The texts for a browser that asks by `Accept-Language`, or that chose a language on a page of Sallyport's. */
export function textsFor(asked: {
  readonly acceptLanguage: string | undefined;
  readonly cookie: string | undefined;
}): { readonly language: 'en' | 'de'; readonly texts: Texts } {
  const chosen = /(?:^|;\s*)sallyport-language=(de|en)(?:;|$)/.exec(asked.cookie ?? '')?.[1];
  const [first = ''] = /\b(?:de|en)\b/i.exec(asked.acceptLanguage?.slice(0, 300) ?? '') ?? [];
  return (chosen ?? first.toLowerCase()) === 'de'
    ? { language: 'de', texts: german }
    : { language: 'en', texts: english };
}

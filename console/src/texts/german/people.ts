/** German for the pages about people. */
export const people: Readonly<Record<string, string>> = {
  'Invite somebody': 'Jemanden einladen',
  Name: 'Name',
  'E-mail': 'E-Mail',
  'What they sign in with. No mail is sent.':
    'Damit meldet sich die Person an. Es wird keine Mail verschickt.',
  Groups: 'Gruppen',
  Roles: 'Rollen',
  'For administration only; most people need none.':
    'Nur für die Verwaltung; die meisten Personen brauchen keine.',
  owner: 'Inhaber',
  admin: 'Administrator',
  auditor: 'Prüfer',
  'Make the link': 'Link erstellen',
  'Hand this link over': 'Geben Sie diesen Link weiter',
  'It works once, until {{time}}. Whoever has it can use it; it is not shown again.':
    'Er gilt einmal, bis {{time}}. Wer ihn hat, kann ihn nutzen; er wird nicht noch einmal gezeigt.',
  Link: 'Link',
  Copied: 'Kopiert',
  'Copy the link': 'Link kopieren',
  People: 'Personen',
  'Who can sign in.': 'Wer sich anmelden kann.',
  'Nobody yet.': 'Noch niemand.',
  'Roles and groups': 'Rollen und Gruppen',
  State: 'Zustand',
  'New link': 'Neuer Link',
  'Reset sign-in': 'Anmeldung zurücksetzen',
  'End sessions': 'Sitzungen beenden',
  'End all sessions of {{name}}?': 'Alle Sitzungen von {{name}} beenden?',
  'Everything they have open is cut at once. They can sign in again.':
    'Alles, was die Person offen hat, wird sofort getrennt. Sie kann sich wieder anmelden.',
  Enable: 'Entsperren',
  Disable: 'Sperren',
  'Disable {{name}}?': '{{name}} sperren?',
  'Everything they have open is cut at once, and they cannot sign in.':
    'Alles, was die Person offen hat, wird sofort getrennt, und sie kann sich nicht mehr anmelden.',
};

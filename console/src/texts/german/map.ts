/** German for the access map. */
export const map: Readonly<Record<string, string>> = {
  'Access map': 'Zugriffskarte',
  'Who reaches what by which policy, fresh from password and one-time code.':
    'Wer durch welche Richtlinie was erreicht, frisch angemeldet mit Passwort und Einmalcode.',
  'Work it out again': 'Neu ermitteln',
  'What could this account reach if it were stolen?': 'Was könnte dieses Konto erreichen, wäre es gestohlen?',
  'Whose account': 'Wessen Konto',
  'Open to anybody, without a sign-in': 'Offen für alle, ohne Anmeldung',
  '(all of it)': '(ganz)',
  'Show all': 'Alle zeigen',
  'Nobody reaches anything like that.': 'Niemand erreicht so etwas.',
  'A dashed line asks for a stronger sign-in. Choose a box to see only what it is tied to.':
    'Eine gestrichelte Linie verlangt eine stärkere Anmeldung. Wählen Sie ein Feld, um nur zu sehen, womit es verbunden ist.',
  'The same as a table': 'Dasselbe als Tabelle',
  'Apps that nobody reaches': 'Apps, die niemand erreicht',
  '{{people}} and {{apps}}, by version {{revision}} of the policies.':
    '{{people}} und {{apps}}, nach Version {{revision}} der Richtlinien.',
  '{{count}} programs are on it, too._one': '{{count}} Programm ist auch darauf.',
  '{{count}} programs are on it, too._other': '{{count}} Programme sind auch darauf.',
  'Not all of it. Left out: {{people}}, {{apps}}, {{programs}} and {{lines}}.':
    'Nicht alles. Es fehlen: {{people}}, {{apps}}, {{programs}} und {{lines}}.',
  '{{count}} lines_one': '{{count}} Linie',
  '{{count}} lines_other': '{{count}} Linien',
  'A dotted line opens a part of the app only.': 'Eine gepunktete Linie öffnet nur einen Teil der App.',
  'A second number counts programs.': 'Eine zweite Zahl zählt Programme.',
  'Programs, by no group': 'Programme, ohne Gruppe',
  '{{count}} programs_one': '{{count}} Programm',
  '{{count}} programs_other': '{{count}} Programme',
  '{{count}} only the route {{routes}}_one': '{{count}} nur die Route {{routes}}',
  '{{count}} only the route {{routes}}_other': '{{count}} nur die Route {{routes}}',
  'No group asked for': 'Nach keiner Gruppe gefragt',
  'Groups on the left, policies in the middle, apps on the right, each with how many people and programs':
    'Links Gruppen, in der Mitte Richtlinien, rechts Apps, jeweils mit der Zahl der Personen und Programme',
  '({{count}} paths)_one': '({{count}} Pfad)',
  '({{count}} paths)_other': '({{count}} Pfade)',
  '{{count}} smaller boxes are not drawn; the table has them._one':
    '{{count}} kleineres Feld ist nicht gezeichnet; die Tabelle hat es.',
  '{{count}} smaller boxes are not drawn; the table has them._other':
    '{{count}} kleinere Felder sind nicht gezeichnet; die Tabelle hat sie.',
  'The groups of {{count}} people are unknown at the moment._one':
    'Die Gruppen von {{count}} Person sind zurzeit unbekannt.',
  'The groups of {{count}} people are unknown at the moment._other':
    'Die Gruppen von {{count}} Personen sind zurzeit unbekannt.',
  '{{count}} people_one': '{{count}} Person',
  '{{count}} people_other': '{{count}} Personen',
  '{{count}} with a stronger sign-in_one': '{{count}} mit stärkerer Anmeldung',
  '{{count}} with a stronger sign-in_other': '{{count}} mit stärkerer Anmeldung',
};

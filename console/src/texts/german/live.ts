/** German for live connections. */
export const live: Readonly<Record<string, string>> = {
  'Everything that is open right now, and on what.': 'Alles, was gerade offen ist, und worauf.',
  'What was ended, and why': 'Was beendet wurde und warum',
  'Nothing is open.': 'Nichts ist offen.',
  Person: 'Person',
  App: 'App',
  Protocol: 'Protokoll',
  From: 'Von',
  Since: 'Seit',
  'Cut this connection': 'Verbindung trennen',
  'Cut this connection of {{name}}?': 'Diese Verbindung von {{name}} trennen?',
  'This connection alone ends at once. They stay signed in and may connect again if policy allows it; many pages do so by themselves.':
    'Nur diese Verbindung endet sofort. Die Person bleibt angemeldet und darf sich neu verbinden, wenn die Richtlinien es erlauben; viele Seiten tun das von selbst.',
  'Cut: {{name}} on {{app}}. They may connect again if policy allows it.':
    'Getrennt: {{name}} auf {{app}}. Eine neue Verbindung ist möglich, wenn die Richtlinien es erlauben.',
  'End session': 'Sitzung beenden',
  'End the session of {{name}}?': 'Die Sitzung von {{name}} beenden?',
  'Their whole session ends at once: everything open on it is cut to the last byte.':
    'Die ganze Sitzung endet sofort: Alles, was auf ihr offen ist, wird bis zum letzten Byte getrennt.',
  'Cut: {{name}}. Their session is over; they have to sign in again.':
    'Getrennt: {{name}}. Die Sitzung ist zu Ende; eine neue Anmeldung ist nötig.',
};

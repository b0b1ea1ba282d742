/** German for the overview. */
export const overview: Readonly<Record<string, string>> = {
  'You may see what is yours: your connections, decisions about you, and your API tokens.':
    'Sie dürfen sehen, was Ihres ist: Ihre Verbindungen, Entscheidungen über Sie und Ihre API-Token.',
  'Policy revision': 'Stand der Richtlinien',
  'Refused last': 'Zuletzt abgelehnt',
  'Nobody was refused.': 'Niemand wurde abgelehnt.',
  Somebody: 'Jemand',
  Database: 'Datenbank',
  'Certificate of the public hosts': 'Zertifikat der öffentlichen Hosts',
  'Root key': 'Wurzelschlüssel',
  'Room on the disk': 'Platz auf der Festplatte',
  'Load the page again': 'Seite neu laden',
  'How the parts are': 'Zustand der Teile',
  '{{name}} said that something was not them': '{{name}} hat gemeldet: „Das war ich nicht“',
  'A sign-in from {{address}}.': 'Eine Anmeldung von {{address}}.',
  'The passkey {{name}}.': 'Der Passkey {{name}}.',
  'A link to the provider {{name}}.': 'Eine Verknüpfung mit dem Anbieter {{name}}.',
  '{{count}} sessions were ended at once._one': '{{count}} Sitzung wurde sofort beendet.',
  '{{count}} sessions were ended at once._other': '{{count}} Sitzungen wurden sofort beendet.',
  'The password opens nothing until it is changed.': 'Das Kennwort öffnet nichts, bis es geändert ist.',
  'Passkeys added since are still there: {{names}}.':
    'Seither hinzugefügte Passkeys sind noch da: {{names}}.',
  'I have looked into it': 'Ich bin dem nachgegangen',
  '{{count}} reports that something was not them_one': '{{count}} Meldung „Das war ich nicht“',
  '{{count}} reports that something was not them_other': '{{count}} Meldungen „Das war ich nicht“',
};

/** German for what refusal pages say beside reasons and faults, by the English sentence. */
export const germanRefusals: Readonly<Record<string, string>> = {
  'Signed in as': 'Angemeldet als',
  Error: 'Fehler',
  Decision: 'Entscheidung',
  'An administrator finds everything about it by that number.':
    'Unter dieser Nummer findet ein Administrator alles darüber.',
  'Sign in': 'Anmelden',
  'Sign in again': 'Neu anmelden',
  'Start again': 'Neu beginnen',
  'Your last sign-in did not bring what is missing.': 'Ihre letzte Anmeldung brachte nicht, was fehlt.',
  'Sign in, then send it again: what you sent was not delivered.':
    'Melden Sie sich an und senden Sie es dann noch einmal: Was Sie gesendet haben, wurde nicht zugestellt.',
  'This sign-in could not be completed.': 'Diese Anmeldung konnte nicht abgeschlossen werden.',
  'It was too old, was used before, or began in another browser. Start again.':
    'Sie war zu alt, wurde schon benutzt oder begann in einem anderen Browser. Beginnen Sie neu.',
  'You are signed out.': 'Sie sind abgemeldet.',
  'Your session has ended, here and in the other applications that you opened with it.':
    'Ihre Sitzung ist beendet, hier und in den anderen Anwendungen, die Sie mit ihr geöffnet haben.',
  'This address is written in a way that could be read as another one.':
    'Diese Adresse ist so geschrieben, dass sie als eine andere gelesen werden könnte.',
  'Use the plain form of the address.': 'Verwenden Sie die einfache Form der Adresse.',
  'Another application’s page asked for this.': 'Die Seite einer anderen Anwendung hat das angefragt.',
  'An administrator can list that application as one that may.':
    'Ein Administrator kann diese Anwendung als eine eintragen, die das darf.',
};

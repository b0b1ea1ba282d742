/** German for what stands on every page, for fields and forms, and for what can go wrong anywhere. */
export const germanParts = {
  Language: 'Sprache',
  'just now': 'gerade eben',
  'Please correct this:': 'Bitte berichtigen Sie:',
  Continue: 'Weiter',
  Back: 'Zurück',
  Copy: 'Kopieren',
  Copied: 'Kopiert',
  Print: 'Drucken',
  'E-mail': 'E-Mail',
  Password: 'Passwort',
  'Six-digit code': 'Sechsstelliger Code',
  'No passkey was used: it was cancelled, took too long, or none is here. Try again.':
    'Es wurde kein Passkey benutzt: Es wurde abgebrochen, dauerte zu lange, oder hier ist keiner. Versuchen Sie es noch einmal.',
  'There is a passkey of your account on this device already.':
    'Auf diesem Gerät gibt es schon einen Passkey Ihres Kontos.',
  'Passkeys work once this browser trusts the certificate of this page.':
    'Passkeys gehen, sobald dieser Browser dem Zertifikat dieser Seite vertraut.',
  'This took too long. Try again.': 'Das hat zu lange gedauert. Versuchen Sie es noch einmal.',
  'Many people are signing in at this moment. Try again in a few seconds.':
    'Gerade melden sich viele an. Versuchen Sie es in ein paar Sekunden noch einmal.',
  'There is nothing here': 'Hier ist nichts',
  'This page does not exist, or is no longer open to you.':
    'Diese Seite gibt es nicht, oder sie steht Ihnen nicht mehr offen.',
  'This page does not exist.': 'Diese Seite gibt es nicht.',
  'This could not be read': 'Das ließ sich nicht lesen',
  'What was sent is not one of our forms. Go back and try again.':
    'Was gesendet wurde, ist keines unserer Formulare. Gehen Sie zurück und versuchen Sie es noch einmal.',
  'Please send this again': 'Bitte noch einmal senden',
  'We could not make sure that this came from our own page. Go back, reload the page and send it again. Cookies have to be allowed for this site.':
    'Wir konnten nicht sicherstellen, dass dies von unserer eigenen Seite kam. Gehen Sie zurück, laden Sie die Seite neu und senden Sie es noch einmal. Cookies müssen für diese Seite erlaubt sein.',
  'This did not work': 'Das hat nicht geklappt',
  'The database does not answer, so nobody can be signed in. Try again in a moment. ({{id}})':
    'Die Datenbank antwortet nicht, daher kann niemand angemeldet werden. Versuchen Sie es gleich noch einmal. ({{id}})',
  'There is no room left to write, so nobody can be signed in. An administrator has to make room on the server. ({{id}})':
    'Es ist kein Platz mehr zum Schreiben, daher kann niemand angemeldet werden. Ein Administrator muss auf dem Server Platz schaffen. ({{id}})',
  'Something went wrong on our side. Try again; if it stays so, tell an administrator this: {{id}}':
    'Bei uns ist etwas schiefgegangen. Versuchen Sie es noch einmal; bleibt es so, sagen Sie einem Administrator dies: {{id}}',
} as const;

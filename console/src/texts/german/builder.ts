/** German for the guided policy and for what is offered in its text. */
export const builder: Readonly<Record<string, string>> = {
  'Choose instead of writing': 'Wählen statt schreiben',
  'Guided policy': 'Geführte Richtlinie',
  'Who may open what, and when': 'Wer was öffnen darf, und wann',
  'Only the text': 'Nur der Text',
  'The text below says more than can be chosen here, and stays as it is.':
    'Der Text unten sagt mehr, als hier gewählt werden kann, und bleibt, wie er ist.',
  'Begin anew': 'Neu beginnen',
  'any sign-in': 'jeder Anmeldung',
  'a second factor': 'einem zweiten Faktor',
  'a passkey': 'einem Passkey',
  'From the network': 'Aus dem Netz',
  'A range such as 10.0.0.0/8; empty: from anywhere.': 'Ein Bereich wie 10.0.0.0/8; leer: von überall.',
  'Signed in lately': 'Vor Kurzem angemeldet',
  Minutes: 'Minuten',
  'In office hours': 'Zu Bürozeiten',
  'Monday to Friday, where the organisation is': 'Montag bis Freitag, wo die Organisation ist',
  To: 'Bis',
  Advice: 'Rat',
  'What somebody reads who is refused; such as whom to ask.':
    'Was jemand liest, der abgelehnt wird; zum Beispiel, wen man fragt.',
  'a group': 'eine Gruppe',
  'one person': 'eine Person',
  'a service account': 'ein Dienstkonto',
  everybody: 'alle',
  'May open': 'Darf öffnen',
  'an app': 'eine App',
  'a tag': 'ein Tag',
  'a route': 'eine Route',
  'Cedar: permit or forbid, who, what, when. Control and space offers names.':
    'Cedar: erlauben oder verbieten, wer, was, wann. Strg und Leertaste bietet Namen an.',
  'What could be written here': 'Was hier stehen könnte',
};

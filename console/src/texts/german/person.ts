/** German for the pages of one person and one group. */
export const person: Readonly<Record<string, string>> = {
  'Edit {{name}}': '{{name}} bearbeiten',
  'It is in': 'Sie ist in',
  'Whoever is in this group is in those, too.': 'Wer in dieser Gruppe ist, ist auch in jenen.',
  'No group by that name.': 'Keine Gruppe mit diesem Namen.',
  'Add somebody': 'Jemanden aufnehmen',
  'Take {{name}} out of {{group}}?': '{{name}} aus {{group}} herausnehmen?',
  'What they have open is decided anew at once. If a provider put them in, it does so again.':
    'Was die Person offen hat, wird sofort neu entschieden. Hat ein Anbieter sie aufgenommen, tut er es wieder.',
  Edit: 'Bearbeiten',
  'It is in no other group.': 'Sie ist in keiner anderen Gruppe.',
  'Groups in it': 'Gruppen darin',
  'Whoever is in one of these is in this group, too.':
    'Wer in einer von diesen ist, ist auch in dieser Gruppe.',
  'A name or an e-mail address': 'Ein Name oder eine E-Mail-Adresse',
  'Nobody by that name.': 'Niemand mit diesem Namen.',
  'Reset how {{name}} signs in?': 'Die Anmeldung von {{name}} zurücksetzen?',
  'You get a link that works once. Whoever opens it chooses anew how to sign in, and what they sign in with now is gone.':
    'Sie bekommen einen Link, der einmal gilt. Wer ihn öffnet, wählt neu, womit er sich anmeldet; was bisher galt, ist dann weg.',
  'Remove {{name}}?': '{{name}} entfernen?',
  'Everything they have open is cut at once, and all that is theirs is gone. What they did stays on record.':
    'Alles, was die Person offen hat, wird sofort getrennt, und alles von ihr ist weg. Was sie getan hat, bleibt aufgezeichnet.',
  'Open right now': 'Gerade offen',
  'Nothing.': 'Nichts.',
  'Cut this connection?': 'Diese Verbindung trennen?',
  'It ends at once. Their session goes on, so they may connect again.':
    'Sie endet sofort. Die Sitzung geht weiter, also kann die Person sich wieder verbinden.',
  'Decided last': 'Zuletzt entschieden',
  'Nothing yet.': 'Noch nichts.',
  'Such as office=berlin; policies can ask for them.':
    'Zum Beispiel office=berlin; Richtlinien können danach fragen.',
  'Unknown at the moment: their provider did not say lately. Policies that ask for a group let them in nowhere.':
    'Zurzeit unbekannt: Der Anbieter hat in letzter Zeit nichts gesagt. Richtlinien, die nach einer Gruppe fragen, lassen die Person nirgends hinein.',
  'They are in no group.': 'Die Person ist in keiner Gruppe.',
  'What they have open is decided anew at once.': 'Was die Person offen hat, wird sofort neu entschieden.',
  'by us': 'durch uns',
  'by {{provider}}': 'durch {{provider}}',
  'through {{groups}}': 'über {{groups}}',
  'Vouched for by': 'Verbürgt durch',
  'No provider.': 'Kein Anbieter.',
  'Last used': 'Zuletzt benutzt',
  Unlink: 'Lösen',
  'Unlink {{name}} from {{provider}}?': '{{name}} von {{provider}} lösen?',
  'They cannot sign in by it any more, sessions that rest on it end at once, and what it says of their groups is gone.':
    'Die Person kann sich darüber nicht mehr anmelden, Sitzungen, die darauf beruhen, enden sofort, und was er über ihre Gruppen sagt, ist weg.',
  'Signs in with': 'Meldet sich an mit',
  'Passkey {{name}}': 'Passkey {{name}}',
  'may be copied': 'vielleicht kopiert',
  'Never used': 'Nie benutzt',
  'a copy is kept by a password manager': 'eine Kopie liegt in einem Passwortmanager',
  'Remove the passkey {{name}}?': 'Den Passkey {{name}} entfernen?',
  'It opens nothing any more, and every session that began with a passkey ends at once.':
    'Er öffnet nichts mehr, und jede Sitzung, die mit einem Passkey begann, endet sofort.',
  'No password': 'Kein Passwort',
  Password: 'Passwort',
  Set: 'Gesetzt',
  'Authenticator app': 'Authenticator-App',
  'What this account opens, and what it would open if it were stolen':
    'Was dieses Konto öffnet, und was es gestohlen öffnen würde',
  'The thief comes from': 'Der Dieb kommt von',
  'An address; empty for one that nothing is known of.':
    'Eine Adresse; leer für eine, von der nichts bekannt ist.',
  'Asks the policies in force about every app, as a request would be asked. Nothing is granted.':
    'Fragt die geltenden Richtlinien nach jeder App, wie eine Anfrage gefragt würde. Es wird nichts gewährt.',
  'It carries a sign-in with {{methods}}, {{age}} old, and comes from {{address}}.':
    'Es trägt eine Anmeldung mit {{methods}}, {{age}} alt, und kommt von {{address}}.',
  'They are not signed in, so that is assumed.': 'Die Person ist nicht angemeldet; das ist angenommen.',
  'Of their {{count}} sessions it is the one that opens most: {{session}}._one':
    'Von ihrer {{count}} Sitzung ist es die, die am meisten öffnet: {{session}}.',
  'Of their {{count}} sessions it is the one that opens most: {{session}}._other':
    'Von ihren {{count}} Sitzungen ist es die, die am meisten öffnet: {{session}}.',
  'Whoever has this cookie administers Sallyport': 'Wer dieses Cookie hat, verwaltet Sallyport',
  'This account opens nothing.': 'Dieses Konto öffnet nichts.',
  '{{count}} apps stay shut either way._one': '{{count}} App bleibt so und so zu.',
  '{{count}} apps stay shut either way._other': '{{count}} Apps bleiben so und so zu.',
  'Signed in afresh': 'Frisch angemeldet',
  'With the stolen cookie': 'Mit dem gestohlenen Cookie',
  'only the route {{route}}': 'nur die Route {{route}}',
  'Signed in': 'Angemeldet',
  'Nowhere.': 'Nirgends.',
  'this one': 'diese',
  since: 'seit',
  'last active': 'zuletzt aktiv',
  End: 'Beenden',
  'End this session?': 'Diese Sitzung beenden?',
  'Everything open on it is cut at once. They can sign in again.':
    'Alles, was darauf offen ist, wird sofort getrennt. Die Person kann sich wieder anmelden.',
  'Why can they …?': 'Warum kann die Person …?',
  'Signs in with us.': 'Meldet sich bei uns an.',
  'Vouched for by {{issuer}}.': 'Verbürgt durch {{issuer}}.',
  Search: 'Suchen',
  'And {{count}} more groups._one': 'Und {{count}} weitere Gruppe.',
  'And {{count}} more groups._other': 'Und {{count}} weitere Gruppen.',
  '{{count}} recovery codes left_one': 'Noch {{count}} Wiederherstellungscode',
  '{{count}} recovery codes left_other': 'Noch {{count}} Wiederherstellungscodes',
  'Of these, a stolen cookie opens {{count}}._one': 'Davon öffnet ein gestohlenes Cookie {{count}}.',
  'Of these, a stolen cookie opens {{count}}._other': 'Davon öffnet ein gestohlenes Cookie {{count}}.',
  '{{count}} apps and parts of apps were too many to look at._one':
    '{{count}} App oder Teil einer App war zu viel, um nachzusehen.',
  '{{count}} apps and parts of apps were too many to look at._other':
    '{{count}} Apps und Teile von Apps waren zu viele, um nachzusehen.',
};

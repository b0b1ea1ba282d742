/** German for providers, and for what an audit record changed. */
export const providers: Readonly<Record<string, string>> = {
  'Rare settings': 'Seltene Einstellungen',
  'Claim with the login': 'Claim mit dem Anmeldenamen',
  'Claim with the name': 'Claim mit dem Namen',
  'Claim with the e-mail address': 'Claim mit der E-Mail-Adresse',
  'After a session was taken from somebody': 'Nachdem jemandem eine Sitzung genommen wurde',
  'they prove themselves there anew': 'weist sich dort neu aus',
  'whatever the provider says counts': 'zählt, was der Anbieter sagt',
  'Its words for how somebody signed in (amr)': 'Seine Wörter dafür, wie jemand sich angemeldet hat (amr)',
  'Such as mfa=otp: a code. hwk: a passkey. They count where its second factor does.':
    'Etwa mfa=otp: ein Code. hwk: ein Passkey. Sie zählen, wo sein zweiter Faktor zählt.',
  'Its words for how strong that was (acr)': 'Seine Wörter dafür, wie stark das war (acr)',
  'Such as phr=hwk, in the same way.': 'Etwa phr=hwk, auf dieselbe Weise.',
  'Strength that is asked for (acr_values)': 'Stärke, die verlangt wird (acr_values)',
  'More in the address that people are sent to':
    'Was noch in der Adresse steht, zu der Personen geschickt werden',
  'Such as access_type=offline. Press Enter after each.':
    'Etwa access_type=offline. Nach jedem die Eingabetaste drücken.',
  'Authority that its certificate comes from': 'Zertifizierungsstelle seines Zertifikats',
  'PEM, where no browser knows it; empty: those that everybody trusts.':
    'PEM, wo kein Browser sie kennt; leer: die, denen alle trauen.',
  Everything: 'Alles',
  Show: 'Zeigen',
  'Record {{seq}} of chain {{chain}}': 'Eintrag {{seq}} der Kette {{chain}}',
  'Its content was erased; the chain still verifies.':
    'Sein Inhalt wurde gelöscht; die Kette stimmt trotzdem.',
  'All that is on record': 'Alles, was aufgezeichnet ist',
  Field: 'Feld',
  Before: 'Vorher',
  After: 'Nachher',
  'Add a provider': 'Anbieter hinzufügen',
  'It starts switched off. On the next page you try it, and switch it on.':
    'Er ist zuerst ausgeschaltet. Auf der nächsten Seite probieren Sie ihn und schalten ihn ein.',
  'Short: lower case, digits, hyphens. It stands in addresses and never changes.':
    'Kurz: Kleinbuchstaben, Ziffern, Bindestriche. Er steht in Adressen und ändert sich nie.',
  'What the button says after "Continue with".': 'Was auf dem Knopf nach „Weiter mit“ steht.',
  Issuer: 'Aussteller',
  'As the provider writes itself, to the letter. It never changes.':
    'So, wie der Anbieter sich selbst schreibt, Zeichen für Zeichen. Er ändert sich nie.',
  Client: 'Client',
  'What the provider calls us.': 'Wie der Anbieter uns nennt.',
  'Client secret': 'Client-Geheimnis',
  'Kept sealed, never shown again. Empty for a public client.':
    'Es wird versiegelt aufbewahrt und nie wieder gezeigt. Leer für einen öffentlichen Client.',
  'The addresses that the provider has to be told stand on the next page.':
    'Die Adressen, die der Anbieter wissen muss, stehen auf der nächsten Seite.',
  'Add it': 'Hinzufügen',
  'There is one. Empty: it stays.': 'Es gibt eines. Leer: Es bleibt.',
  'There is none. Empty for a public client.': 'Es gibt keines. Leer für einen öffentlichen Client.',
  Scopes: 'Scopes',
  'What is asked for.': 'Was erbeten wird.',
  'Claim with groups': 'Claim mit Gruppen',
  'Such as groups; empty: the provider is not asked for groups.':
    'Zum Beispiel groups; leer: Der Anbieter wird nicht nach Gruppen gefragt.',
  'Before the name of a group': 'Vor dem Namen einer Gruppe',
  'Stands before the provider’s name of a group to make ours.':
    'Steht vor dem Namen, den der Anbieter einer Gruppe gibt, und macht daraus unseren.',
  'Who comes in': 'Wer hereinkommt',
  'only who was invited': 'nur wer eingeladen wurde',
  'anybody, at their first sign-in': 'alle, bei der ersten Anmeldung',
  'Only with addresses below': 'Nur mit Adressen unter',
  'Domains of verified e-mail addresses; none: any.': 'Domains geprüfter E-Mail-Adressen; keine: alle.',
  'Second factor': 'Zweiter Faktor',
  'ours is asked for': 'unserer wird verlangt',
  'one that the provider names counts': 'einer, den der Anbieter nennt, zählt',
  'Groups are believed for so many minutes': 'Gruppen wird so viele Minuten geglaubt',
  'When the provider cannot be asked again; then they are unknown.':
    'Wenn der Anbieter nicht noch einmal gefragt werden kann; danach sind sie unbekannt.',
  'Make groups that are not there yet': 'Gruppen anlegen, die es noch nicht gibt',
  'It is at a private or loopback address': 'Er ist unter einer privaten oder lokalen Adresse',
  Providers: 'Anbieter',
  'Who else may vouch for people: any OpenID Connect provider.':
    'Wer noch für Personen bürgen darf: jeder OpenID-Connect-Anbieter.',
  'No provider: people sign in with us.': 'Kein Anbieter: Personen melden sich bei uns an.',
  'not asked for': 'nicht erfragt',
  'Switch {{name}} off?': '{{name}} ausschalten?',
  'Nobody comes in by it, and every session that rests on its word ends at once. You can switch it on again.':
    'Niemand kommt darüber herein, und jede Sitzung, die auf seinem Wort beruht, endet sofort. Sie können ihn wieder einschalten.',
  'Sessions that rest on it end at once, nobody comes in by it, and what it said of groups is gone.':
    'Sitzungen, die darauf beruhen, enden sofort, niemand kommt darüber herein, und was er über Gruppen sagte, ist weg.',
  'It is switched off: nobody can come in by it.': 'Er ist ausgeschaltet: Niemand kann darüber hereinkommen.',
  'How it is used': 'Wie er benutzt wird',
  'Does it work?': 'Funktioniert er?',
  'Reads the provider’s own description and keys now, and says what is wrong.':
    'Liest jetzt die eigene Beschreibung und die Schlüssel des Anbieters und sagt, was nicht stimmt.',
  'It works': 'Er funktioniert',
  'It does not work yet': 'Er funktioniert noch nicht',
  'Redirect address': 'Weiterleitungsadresse',
  'Back-channel logout': 'Back-Channel-Abmeldung',
  'Initiate login': 'Anmeldung beginnen',
  'What the provider has to be told': 'Was der Anbieter wissen muss',
  'Copy {{what}}': '{{what}} kopieren',
};

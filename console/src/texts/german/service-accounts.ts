/** German for the pages about service accounts. */
export const serviceAccounts: Readonly<Record<string, string>> = {
  'Service accounts': 'Dienstkonten',
  'Programs that open applications with keys of their own, under the same policies as people.':
    'Programme, die mit eigenen Schlüsseln Apps öffnen, unter denselben Richtlinien wie Personen.',
  'Add a service account': 'Dienstkonto hinzufügen',
  'No service account yet.': 'Noch kein Dienstkonto.',
  'No service account by that name.': 'Kein Dienstkonto mit diesem Namen.',
  Owner: 'Verantwortlich',
  'May open at all': 'Darf überhaupt öffnen',
  nothing: 'nichts',
  Keys: 'Schlüssel',
  '{{count}} keys work_one': '{{count}} gültiger Schlüssel',
  '{{count}} keys work_other': '{{count}} gültige Schlüssel',
  'Nobody answers for {{count}} service accounts_one': 'Für {{count}} Dienstkonto steht niemand ein',
  'Nobody answers for {{count}} service accounts_other': 'Für {{count}} Dienstkonten steht niemand ein',
  'The last key of {{count}} service accounts ends soon_one':
    'Der letzte Schlüssel von {{count}} Dienstkonto endet bald',
  'The last key of {{count}} service accounts ends soon_other':
    'Der letzte Schlüssel von {{count}} Dienstkonten endet bald',
  'never used': 'nie benutzt',
  nobody: 'niemand',
  'Who answers for it.': 'Wer dafür einsteht.',
  'Lower-case letters, digits and hyphens, such as deploy-bot.':
    'Kleinbuchstaben, Ziffern und Bindestriche, etwa deploy-bot.',
  'What the program does': 'Was das Programm tut',
  'A bound that no policy can widen; policies decide within it.':
    'Eine Grenze, die keine Richtlinie erweitert; innerhalb entscheiden die Richtlinien.',
  'It is disabled: none of its keys opens anything.':
    'Es ist gesperrt: Keiner seiner Schlüssel öffnet etwas.',
  'Nobody answers for it. Give it an owner.':
    'Niemand steht dafür ein. Geben Sie ihm eine verantwortliche Person.',
  '{{name}} cannot answer for it any more. Give it another owner, and new keys: the old ones may have been kept.':
    '{{name}} kann nicht mehr dafür einstehen. Geben Sie ihm eine andere verantwortliche Person und neue Schlüssel: Die alten können aufgehoben worden sein.',
  'Everything it has open is cut at once. Its keys stay; you can enable it again.':
    'Alles, was es offen hat, wird sofort getrennt. Seine Schlüssel bleiben; Sie können es wieder entsperren.',
  'Remove {{name}} with its keys?': '{{name}} mit seinen Schlüsseln entfernen?',
  'Everything it has open is cut at once, and its keys are worth nothing.':
    'Alles, was es offen hat, wird sofort getrennt, und seine Schlüssel sind wertlos.',
  'A bound that no policy can widen. What it has open on others is cut at once.':
    'Eine Grenze, die keine Richtlinie erweitert. Was es auf anderen offen hat, wird sofort getrennt.',
  'Such as env=prod; policies can ask for them.': 'Etwa env=prod; Richtlinien können danach fragen.',
  'Make a key': 'Schlüssel erstellen',
  'No key yet: without one it opens nothing.': 'Noch kein Schlüssel: Ohne einen öffnet es nichts.',
  Key: 'Schlüssel',
  'only {{apps}}': 'nur {{apps}}',
  'Last used': 'Zuletzt benutzt',
  'Works until': 'Gilt bis',
  'Set an end': 'Ende setzen',
  'Revoke the key {{name}}?': 'Den Schlüssel {{name}} widerrufen?',
  'Everything that is open by it is cut at once, and it never works again.':
    'Alles, was damit offen ist, wird sofort getrennt, und er gilt nie wieder.',
  live: 'gültig',
  expired: 'abgelaufen',
  revoked: 'widerrufen',
  'Where it is used': 'Wo er benutzt wird',
  'So that somebody knows later whether it may go.': 'Damit später jemand weiß, ob er weg kann.',
  'Works for, in days': 'Gilt, in Tagen',
  'A key is never prolonged: make a new one and set an end for the old.':
    'Ein Schlüssel wird nie verlängert: Erstellen Sie einen neuen und setzen Sie dem alten ein Ende.',
  'Only for these apps': 'Nur für diese Apps',
  'None chosen: all that the account may open.': 'Keine gewählt: alle, die das Konto öffnen darf.',
  'Make the key': 'Schlüssel erstellen',
  'Copy this key now': 'Kopieren Sie diesen Schlüssel jetzt',
  'It is not shown again. Whoever has it is this account, until {{time}}.':
    'Er wird nicht noch einmal gezeigt. Wer ihn hat, ist dieses Konto, bis {{time}}.',
  'The program sends it with every request, in this header:':
    'Das Programm sendet ihn mit jeder Anfrage, in diesem Header:',
  'Copy the key': 'Schlüssel kopieren',
  'I have it': 'Ich habe ihn',
  'In an hour': 'In einer Stunde',
  'In a day': 'In einem Tag',
  'In a week': 'In einer Woche',
  'Set an end for {{name}}': 'Ein Ende setzen für {{name}}',
  'Both keys work until then. What still lives on this one at its end is cut.':
    'Bis dahin gelten beide Schlüssel. Was bei seinem Ende noch an diesem hängt, wird getrennt.',
  When: 'Wann',
  'Set the end': 'Ende setzen',
};

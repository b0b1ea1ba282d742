/** German for the pages of one's own sign-in methods, of a new password, and of "this was not me". */
export const germanMethods = {
  'How you sign in': 'Wie Sie sich anmelden',
  'Add a passkey': 'Passkey hinzufügen',
  'Then you can add one here.': 'Dann können Sie hier einen hinzufügen.',
  Passkeys: 'Passkeys',
  'A passkey is in your device or password manager. It opens with your finger, face or PIN, works on no other site than this, and replaces password and code.':
    'Ein Passkey liegt in Ihrem Gerät oder Passwortmanager. Er öffnet sich mit Finger, Gesicht oder PIN, gilt nur für diese Seite und ersetzt Passwort und Code.',
  'You have no passkey yet.': 'Sie haben noch keinen Passkey.',
  'This browser has no passkeys.': 'Dieser Browser kann keine Passkeys.',
  'Change the password': 'Passwort ändern',
  Change: 'Ändern',
  'Authenticator app': 'Authenticator-App',
  'Recovery codes': 'Wiederherstellungscodes',
  'added {{ago}} · never used': 'hinzugefügt {{ago}} · nie benutzt',
  'added {{ago}} · last used {{used}}': 'hinzugefügt {{ago}} · zuletzt benutzt {{used}}',
  'made {{ago}} · never used': 'erstellt {{ago}} · nie benutzt',
  'made {{ago}} · last used {{used}}': 'erstellt {{ago}} · zuletzt benutzt {{used}}',
  'backed up': 'gesichert',
  '{{count}} left': 'noch {{count}}',
  'set {{ago}}': 'gesetzt {{ago}}',
  'opens nothing since {{ago}}, until you choose another':
    'öffnet nichts mehr (gesperrt {{ago}}), bis Sie ein anderes wählen',
  'Its counter went back {{ago}}: somebody may hold a copy. It opens nothing any more.':
    'Sein Zähler ging zurück ({{ago}}): Jemand hat vielleicht eine Kopie. Er öffnet nichts mehr.',
  Rename: 'Umbenennen',
  Name: 'Name',
  Save: 'Speichern',
  'Save the name of {{name}}': 'Den Namen von {{name}} speichern',
  Remove: 'Entfernen',
  'Remove {{name}}': '{{name}} entfernen',
  'I did not add this': 'Das habe ich nicht hinzugefügt',
  'Your passkey is ready. It signs you in from now on.': 'Ihr Passkey ist bereit. Ab jetzt meldet er Sie an.',
  'The passkey has its new name.': 'Der Passkey hat seinen neuen Namen.',
  'The passkey is removed. It signs nobody in any more.':
    'Der Passkey ist entfernt. Er meldet niemanden mehr an.',
  'Your new password is set, and you are signed out everywhere else. The old one opens nothing any more.':
    'Ihr neues Passwort ist gesetzt, und Sie sind überall sonst abgemeldet. Das alte öffnet nichts mehr.',
  'Your new password is set. The old one opens nothing any more.':
    'Ihr neues Passwort ist gesetzt. Das alte öffnet nichts mehr.',
  'This passkey could not be added: the browser’s answer does not hold. Try again, or use another device.':
    'Dieser Passkey ließ sich nicht hinzufügen: Die Antwort des Browsers hält nicht. Versuchen Sie es noch einmal oder mit einem anderen Gerät.',
  'This passkey is registered already.': 'Dieser Passkey ist schon eingetragen.',
  'You have {{count}} passkeys. Remove one first.': 'Sie haben {{count}} Passkeys. Entfernen Sie erst einen.',
  'This is the only way in that you have left. Add another passkey first.':
    'Das ist der einzige Weg hinein, der Ihnen bleibt. Fügen Sie erst einen anderen Passkey hinzu.',
  'There is no such passkey any more.': 'Diesen Passkey gibt es nicht mehr.',
  'Give it a name of at most {{count}} characters.':
    'Geben Sie ihm einen Namen mit höchstens {{count}} Zeichen.',
  'Choose a password.': 'Wählen Sie ein Passwort.',
  'The two are not the same.': 'Die beiden sind nicht gleich.',
  'This is the password that you had. Choose another.':
    'Das ist das Passwort, das Sie hatten. Wählen Sie ein anderes.',
  'There is no password to change.': 'Es gibt kein Passwort zu ändern.',
  'Sign in again first.': 'Melden Sie sich erst neu an.',
  'Choose a new password': 'Wählen Sie ein neues Passwort',
  'Somebody else may know the one that you had, so it opens nothing any more.':
    'Jemand anders kennt vielleicht das, welches Sie hatten, daher öffnet es nichts mehr.',
  'The one that you have opens nothing any more once this is done.':
    'Das, welches Sie haben, öffnet danach nichts mehr.',
  'New password': 'Neues Passwort',
  'At least {{count}} characters; a few words in a row are easy to remember.':
    'Mindestens {{count}} Zeichen; ein paar Wörter hintereinander merken sich leicht.',
  'The same again': 'Noch einmal dasselbe',
  'Sign out everywhere else': 'Überall sonst abmelden',
  'Set the password': 'Passwort setzen',
  'This was not me': 'Das war nicht ich',
  'What happens next': 'Was dann geschieht',
  'This was not me: sign everybody out': 'Das war nicht ich: alle abmelden',
  'I did not add this: sign everybody out': 'Das habe ich nicht hinzugefügt: alle abmelden',
  'Back: it was me after all': 'Zurück: Ich war es doch',
  'A sign-in in your name with {{browser}} from {{address}}, {{ago}}.':
    'Eine Anmeldung in Ihrem Namen mit {{browser}} von {{address}}, {{ago}}.',
  'The passkey {{name}}, added {{ago}}.': 'Der Passkey {{name}}, hinzugefügt {{ago}}.',
  'The linked provider {{name}}, added {{ago}}.': 'Der verknüpfte Anbieter {{name}}, hinzugefügt {{ago}}.',
  'You are signed out everywhere, at once, and everything open is cut. In this browser you stay signed in, with new cookies: copies of the old ones are worth nothing.':
    'Sie werden überall sofort abgemeldet, und alles Offene wird getrennt. In diesem Browser bleiben Sie angemeldet, mit neuen Cookies: Kopien der alten sind nichts wert.',
  'The provider is unlinked. It signs nobody in as you any more.':
    'Der Anbieter wird gelöst. Er meldet niemanden mehr als Sie an.',
  'Your password opens nothing any more. You choose another on the next page.':
    'Ihr Passwort öffnet nichts mehr. Auf der nächsten Seite wählen Sie ein anderes.',
  'Your recovery codes are worth nothing any more.': 'Ihre Wiederherstellungscodes sind nichts mehr wert.',
  'Your provider vouched for that sign-in: change your password there too.':
    'Ihr Anbieter bürgte für diese Anmeldung: Ändern Sie Ihr Passwort auch dort.',
  'Keys for programs that were made in your name since then are revoked.':
    'Schlüssel für Programme, die seither in Ihrem Namen gemacht wurden, werden widerrufen.',
  'Your administrators are told, and it is on record.':
    'Ihre Administratoren erfahren davon, und es wird festgehalten.',
  'There was one session, this one; this browser has a new one.':
    'Es gab eine Sitzung, diese; dieser Browser hat eine neue.',
  '{{count}} sessions ended, this one among them; this browser has a new one.':
    '{{count}} Sitzungen beendet, darunter diese; dieser Browser hat eine neue.',
  '{{count}} key for programs revoked.': '{{count}} Schlüssel für Programme widerrufen.',
  '{{count}} keys for programs revoked.': '{{count}} Schlüssel für Programme widerrufen.',
  'Your administrators see it from now on and may ask you about it.':
    'Ihre Administratoren sehen es von jetzt an und fragen Sie vielleicht danach.',
  'Added since then: {{names}}.': 'Seither hinzugefügt: {{names}}.',
  'Look through your passkeys': 'Sehen Sie Ihre Passkeys durch',
  '{{link}} and remove what is not yours.': '{{link}} und entfernen Sie, was nicht Ihres ist.',
  'Done: everybody is signed out': 'Erledigt: Alle sind abgemeldet',
  'Your password opens nothing any more. Choose another now, while this browser is signed in; later it takes a link from an administrator.':
    'Ihr Passwort öffnet nichts mehr. Wählen Sie jetzt ein anderes, solange dieser Browser angemeldet ist; später braucht es einen Link von einem Administrator.',
  'There is nothing to report': 'Es gibt nichts zu melden',
  'It is this very session, or it is gone already. Nothing was changed.':
    'Es ist eben diese Sitzung, oder es ist schon weg. Nichts wurde geändert.',
  'This is your only way in': 'Das ist Ihr einziger Weg hinein',
  'Nothing else signs you in, so it was not taken away and nothing was changed. Ask an administrator for a link: what you choose by it replaces everything.':
    'Nichts anderes meldet Sie an, daher wurde er nicht weggenommen und nichts geändert. Bitten Sie einen Administrator um einen Link: Was Sie damit wählen, ersetzt alles.',
} as const;

/** German for signing in by a provider, linked providers and the second factor of whoever came by one. */
export const germanProviders = {
  'Continue with {{provider}}': 'Weiter mit {{provider}}',
  'Sign in another way': 'Anders anmelden',
  'This way in is closed': 'Dieser Weg ist geschlossen',
  'There is no such provider here, or it is switched off.':
    'Diesen Anbieter gibt es hier nicht, oder er ist abgeschaltet.',
  'It took too long, was finished before, or was begun in another browser. Start again.':
    'Sie dauerte zu lange, war schon abgeschlossen oder wurde in einem anderen Browser begonnen. Beginnen Sie neu.',
  'Too many sign-ins at once': 'Zu viele Anmeldungen auf einmal',
  'Many were begun from where you are and not finished. Wait {{time}} and try again.':
    'Von dort, wo Sie sind, wurden viele begonnen und nicht beendet. Warten Sie {{time}} und versuchen Sie es dann noch einmal.',
  'Nobody invited you yet': 'Noch hat Sie niemand eingeladen',
  '{{provider}} knows you, but you are no member here. Ask an administrator for an invitation, or sign in as you did before and link {{provider}} in your portal.':
    '{{provider}} kennt Sie, aber Sie sind hier kein Mitglied. Bitten Sie einen Administrator um eine Einladung, oder melden Sie sich an wie bisher und verknüpfen Sie {{provider}} in Ihrem Portal.',
  'Your address is not one of ours': 'Ihre Adresse ist keine von uns',
  'Only people with a verified e-mail address of this organisation become members by {{provider}}. Ask an administrator.':
    'Nur wer eine bestätigte E-Mail-Adresse dieser Organisation hat, wird durch {{provider}} Mitglied. Fragen Sie einen Administrator.',
  'This account is somebody else’s here': 'Dieses Konto gehört hier jemand anderem',
  'Whom {{provider}} named is tied to another member already. Nothing was changed.':
    'Wen {{provider}} nannte, der ist schon mit einem anderen Mitglied verknüpft. Nichts wurde geändert.',
  '{{provider}} did not sign you in': '{{provider}} hat Sie nicht angemeldet',
  '{{provider}} refused the sign-in, or you broke it off.':
    '{{provider}} hat die Anmeldung abgelehnt, oder Sie haben sie abgebrochen.',
  '{{provider}} does not say when somebody proved themselves there, so that it cannot confirm a fresh sign-in.':
    '{{provider}} sagt nicht, wann sich jemand dort ausgewiesen hat, und kann daher keine frische Anmeldung bestätigen.',
  'Sallyport and {{provider}} do not understand each other at this moment ({{fault}}). Try again; if it stays so, tell an administrator.':
    'Sallyport und {{provider}} verstehen einander gerade nicht ({{fault}}). Versuchen Sie es noch einmal; bleibt es so, sagen Sie es einem Administrator.',
  'Hello {{name}}. Nobody enters with one proof alone: scan this with an authenticator app on your phone, then type the code that it shows.':
    'Hallo {{name}}. Niemand kommt mit nur einem Nachweis hinein: Scannen Sie dies mit einer Authenticator-App auf Ihrem Telefon und tippen Sie dann den Code, den sie zeigt.',
  'If you lose your phone, each of these {{count}} codes stands in for it once. They are shown only now: print them, or keep them in a password manager.':
    'Wenn Sie Ihr Telefon verlieren, ersetzt es jeder dieser {{count}} Codes einmal. Sie werden nur jetzt gezeigt: Drucken Sie sie, oder bewahren Sie sie in einem Passwortmanager auf.',
  '{{login}} · since {{day}}': '{{login}} · seit {{day}}',
  'linked · since {{day}}': 'verknüpft · seit {{day}}',
  Unlink: 'Lösen',
  'Unlink {{provider}}': '{{provider}} lösen',
  'I did not add this: {{name}}': 'Das habe ich nicht hinzugefügt: {{name}}',
  'Linked providers': 'Verknüpfte Anbieter',
  'Who else may vouch for you here. Link only an account that is yours alone.':
    'Wer hier außerdem für Sie bürgen darf. Verknüpfen Sie nur ein Konto, das Ihnen allein gehört.',
  'None yet.': 'Noch keine.',
  'Back to your applications': 'Zurück zu Ihren Anwendungen',
  'Nothing else would let you in. Link another provider first; a passkey will do as well, unless this provider is how you joined. Nothing was changed.':
    'Sonst käme nichts mehr für Sie in Frage. Verknüpfen Sie erst einen anderen Anbieter; ein Passkey tut es auch, außer Sie kamen durch diesen Anbieter dazu. Nichts wurde geändert.',
} as const;

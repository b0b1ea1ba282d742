/** German for the portal: apps to open, sessions to end. */
export const germanPortal = {
  'Your applications': 'Ihre Anwendungen',
  'Sign out': 'Abmelden',
  'No policy gives you an application at this moment. If you miss one, ask an administrator.':
    'Keine Richtlinie gibt Ihnen gerade eine Anwendung. Vermissen Sie eine, fragen Sie einen Administrator.',
  'Your sessions': 'Ihre Sitzungen',
  'Where you are signed in. End what you do not know: everything open there is cut at once.':
    'Wo Sie angemeldet sind. Beenden Sie, was Sie nicht kennen: Alles, was dort offen ist, wird sofort getrennt.',
  'Sign out everywhere': 'Überall abmelden',
  'A new sign-in': 'Eine neue Anmeldung',
  '{{what}} with {{browser}} from {{address}}, {{ago}}. Was it you?':
    '{{what}} mit {{browser}} von {{address}}, {{ago}}. Waren Sie das?',
  'It was me': 'Das war ich',
  passkey: 'Passkey',
  'Another provider signs you in, and you have no second step here.':
    'Ein anderer Anbieter meldet Sie an, und Sie haben hier keinen zweiten Schritt.',
  'Add or remove passkeys': 'Passkeys hinzufügen oder entfernen',
  'asks for a stronger sign-in': 'verlangt eine stärkere Anmeldung',
  'this one': 'diese',
  'from {{address}} · signed in {{since}} · last used {{used}}':
    'von {{address}} · angemeldet {{since}} · zuletzt benutzt {{used}}',
  End: 'Beenden',
  'End the session {{browser}} from {{address}}': 'Beenden: die Sitzung {{browser}} von {{address}}',
  'This was not me: the session {{browser}} from {{address}}':
    'Das war nicht ich: die Sitzung {{browser}} von {{address}}',
  'Unknown browser': 'Unbekannter Browser',
  '{{browser}} on {{system}}': '{{browser}} auf {{system}}',
  'You are not signed in': 'Sie sind nicht angemeldet',
  'Open this page again to sign in.': 'Öffnen Sie diese Seite noch einmal, um sich anzumelden.',
} as const;

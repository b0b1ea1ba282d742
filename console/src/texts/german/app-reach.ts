/** German for who reaches an app, its routes and its public paths. */
export const appReach: Readonly<Record<string, string>> = {
  'Why can somebody …?': 'Warum kann jemand …?',
  Tags: 'Tags',
  'Names that one policy can use for many apps, such as internal.':
    'Namen, mit denen eine Richtlinie viele Apps meinen kann, zum Beispiel internal.',
  'Public paths': 'Öffentliche Pfade',
  'No app by that name.': 'Keine App mit diesem Namen.',
  'Those of all apps': 'Die aller Apps',
  'None: whoever opens anything here signs in, and a policy is asked.':
    'Keine: Wer hier etwas öffnet, meldet sich an, und eine Richtlinie wird gefragt.',
  Paths: 'Pfade',
  'Such as /health or /hooks/**. Press Enter after each.':
    'Zum Beispiel /health oder /hooks/**. Drücken Sie nach jedem die Eingabetaste.',
  'Save the public paths': 'Öffentliche Pfade speichern',
  'Change what is open to anybody?': 'Ändern, was für alle offen ist?',
  'No other path is opened. What is not on the list any more asks for a sign-in at once.':
    'Kein weiterer Pfad wird geöffnet. Was nicht mehr auf der Liste steht, verlangt sofort eine Anmeldung.',
  'Anybody on the internet can then open {{paths}}, and nobody is asked who they are.':
    'Jeder im Internet kann dann {{paths}} öffnen, und niemand wird gefragt, wer er ist.',
  'Whatever anybody opens without a sign-in, of all apps. No policy is asked there.':
    'Was alle ohne Anmeldung öffnen, von allen Apps. Dort wird keine Richtlinie gefragt.',
  'None: everything asks for a sign-in.': 'Keine: Alles verlangt eine Anmeldung.',
  Path: 'Pfad',
  'Who can reach it': 'Wer sie erreicht',
  'Nobody is asked who they are, and no policy is asked.':
    'Niemand wird gefragt, wer er ist, und keine Richtlinie wird gefragt.',
  '{{reach}} of {{people}}, and {{stronger}} more after a stronger sign-in.':
    '{{reach}} von {{people}}, und {{stronger}} weitere nach einer stärkeren Anmeldung.',
  'The route {{route}}': 'Die Route {{route}}',
  '{{count}} of them reach only this, not the rest of the app_one':
    '{{count}} davon erreicht nur diese, nicht den Rest der App',
  '{{count}} of them reach only this, not the rest of the app_other':
    '{{count}} davon erreichen nur diese, nicht den Rest der App',
  'no key of it works here now': 'zurzeit gilt hier keiner seiner Schlüssel',
  'Only {{count}} people could be looked at._one': 'Nur {{count}} Person konnte angesehen werden.',
  'Only {{count}} people could be looked at._other': 'Nur {{count}} Personen konnten angesehen werden.',
  'No policy lets anybody in.': 'Keine Richtlinie lässt jemanden hinein.',
  'Fresh from password and one-time code. Version {{revision}} of the policies.':
    'Frisch angemeldet mit Passwort und Einmalcode. Version {{revision}} der Richtlinien.',
  Routes: 'Routen',
  'Add a route': 'Route hinzufügen',
  'Named parts of the app that policies can treat on their own, such as everything below /admin.':
    'Benannte Teile der App, die Richtlinien für sich behandeln können, zum Beispiel alles unter /admin.',
  Methods: 'Methoden',
  'None: all of them.': 'Keine: alle.',
  'Such as /admin/** or /people/:id. Press Enter after each.':
    'Zum Beispiel /admin/** oder /people/:id. Drücken Sie nach jedem die Eingabetaste.',
  'Not saved yet': 'Noch nicht gespeichert',
  'No route: policies see the app as a whole.': 'Keine Route: Richtlinien sehen die App als Ganzes.',
  'Save the routes': 'Routen speichern',
  '{{count}} public paths_one': '{{count}} öffentlicher Pfad',
  '{{count}} public paths_other': '{{count}} öffentliche Pfade',
  'and {{count}} more_one': 'und {{count}} weitere',
  'and {{count}} more_other': 'und {{count}} weitere',
};

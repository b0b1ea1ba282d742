/** German for the pages about apps. */
export const apps: Readonly<Record<string, string>> = {
  'Add an app': 'App hinzufügen',
  'Any web application that this machine can reach.': 'Jede Webanwendung, die dieser Rechner erreichen kann.',
  Name: 'Name',
  'Short, as policies and the address use it: lower case, digits, hyphens.':
    'Kurz, wie ihn Richtlinien und Adresse nutzen: Kleinbuchstaben, Ziffern, Bindestriche.',
  'Where it listens': 'Wo sie erreichbar ist',
  'http:// or https://, host and port, without a path.': 'http:// oder https://, Host und Port, ohne Pfad.',
  'Try it': 'Ausprobieren',
  'It answers': 'Sie antwortet',
  Advanced: 'Erweitert',
  'Empty: the one in its address.': 'Leer: der Name in ihrer Adresse.',
  'The key in its certificate': 'Der Schlüssel in ihrem Zertifikat',
  'SHA-256 of the public key in base64, 44 characters. With it no authority is asked: only this key counts.':
    'SHA-256 des öffentlichen Schlüssels in Base64, 44 Zeichen. Damit wird keine Zertifizierungsstelle gefragt: Nur dieser Schlüssel gilt.',
  'Nobody can open it before a policy says so.': 'Niemand kann sie öffnen, bevor eine Richtlinie es erlaubt.',
  'Write a policy': 'Richtlinie schreiben',
  'Add the app': 'App hinzufügen',
  'Open it': 'Öffnen',
  'Saved. A gateway has not taken it in yet; it does in a moment.':
    'Gespeichert. Ein Gateway hat es noch nicht übernommen; das geschieht gleich.',
  Title: 'Titel',
  Sensitivity: 'Schutzbedarf',
  'Policies can ask for it.': 'Richtlinien können danach fragen.',
  low: 'niedrig',
  medium: 'mittel',
  high: 'hoch',
  Labels: 'Labels',
  'Such as data=payroll; policies can ask for them.':
    'Zum Beispiel data=payroll; Richtlinien können danach fragen.',
  'Grace, in seconds': 'Nachfrist in Sekunden',
  'How long an open connection may live on when its decision cannot be confirmed.':
    'Wie lange eine offene Verbindung weiterleben darf, wenn ihre Entscheidung nicht bestätigt werden kann.',
  'Keep pages of other apps out': 'Seiten anderer Apps fernhalten',
  'Name in policies': 'Name in Richtlinien',
  Save: 'Speichern',
  'Switch off': 'Abschalten',
  'Switch this app off?': 'Diese App abschalten?',
  'Everything that is open on it is cut at once. You can switch it on again.':
    'Alles, was auf ihr offen ist, wird sofort getrennt. Sie können sie wieder einschalten.',
  'Switch on': 'Einschalten',
  Remove: 'Entfernen',
  'Remove this app?': 'Diese App entfernen?',
  'Everything that is open on it is cut at once, and its settings are gone.':
    'Alles, was auf ihr offen ist, wird sofort getrennt, und ihre Einstellungen sind verloren.',
  'Write a policy for it': 'Richtlinie dafür schreiben',
  Apps: 'Apps',
  'What people may open. A new app is closed until a policy allows somebody in.':
    'Was Personen öffnen dürfen. Eine neue App bleibt zu, bis eine Richtlinie jemanden einlässt.',
  'No app yet.': 'Noch keine App.',
  App: 'App',
  ours: 'von uns',
  Address: 'Adresse',
  'Goes to': 'Ziel',
  'Sallyport itself': 'Sallyport selbst',
  State: 'Zustand',
  public: 'öffentlich',
};

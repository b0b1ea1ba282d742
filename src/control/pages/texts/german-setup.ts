/** German for the first two steps of the setup: domain and certificate. */
export const germanSetup = {
  'This is not a domain name.': 'Das ist kein Domainname.',
  'Set up Sallyport': 'Sallyport einrichten',
  'Browsers take these names as the machine they run on, so nothing has to be set up, and nobody else can reach it. That is right for a try.':
    'Browser halten diese Namen für die Maschine, auf der sie laufen, daher ist nichts einzurichten, und niemand sonst kommt heran. Für einen Versuch ist das richtig.',
  'They lead wherever your name server says.': 'Sie führen dorthin, wohin Ihr Nameserver sagt.',
  'Everything is served below one domain: the console, sign-in, and each app under a name of its own.':
    'Alles liegt unter einer Domain: die Konsole, die Anmeldung und jede App unter eigenem Namen.',
  'This installation answers at {{names}}.': 'Diese Installation antwortet unter {{names}}.',
  'Keep {{domain}}': '{{domain}} behalten',
  'Use a domain of your own': 'Eine eigene Domain benutzen',
  'Your domain': 'Ihre Domain',
  'Such as access.example.org. It is not changed from here: you get the commands.':
    'Etwa zugang.example.org. Sie wird nicht von hier aus geändert: Sie bekommen die Befehle.',
  'Show me how': 'Zeigen Sie mir, wie',
  'Have {{domain}} and {{all}} lead to this machine, by two records at your name server.':
    'Lassen Sie {{domain}} und {{all}} auf diese Maschine zeigen, durch zwei Einträge bei Ihrem Nameserver.',
  'Stop Sallyport with Ctrl-C, and start it under the new name:':
    'Halten Sie Sallyport mit Strg-C an und starten Sie es unter dem neuen Namen:',
  'Open the setup link that it prints then. The names change only by this; nothing is lost.':
    'Öffnen Sie den Einrichtungslink, den es dann ausgibt. Nur so ändern sich die Namen; nichts geht verloren.',
  'Does your browser trust it?': 'Vertraut Ihr Browser ihm?',
  'Looking …': 'Wird geprüft …',
  'This check needs JavaScript.': 'Diese Prüfung braucht JavaScript.',
  'Your browser trusts this.': 'Ihr Browser vertraut ihm.',
  'Passkeys will work, and no page warns you.': 'Passkeys werden gehen, und keine Seite warnt Sie.',
  'Your browser does not trust this certificate yet.': 'Ihr Browser vertraut diesem Zertifikat noch nicht.',
  'This line changes by itself when it does.': 'Diese Zeile ändert sich von selbst, sobald er es tut.',
  'You can go on without: browsers warn once for each name, and passkeys wait until the certificate is trusted.':
    'Es geht auch ohne: Browser warnen einmal für jeden Namen, und Passkeys warten, bis dem Zertifikat vertraut wird.',
  'The certificate comes from an authority that Sallyport made for itself. It can vouch for names below this domain and for nothing else.':
    'Das Zertifikat kommt von einer Zertifizierungsstelle, die Sallyport für sich selbst gemacht hat. Sie kann für Namen unter dieser Domain bürgen und für nichts sonst.',
  'On the machine where it runs, in the folder where you started it:':
    'Auf der Maschine, auf der es läuft, in dem Ordner, in dem Sie es gestartet haben:',
  'It says what it did, and the same with {{undo}} takes exactly that back. A browser that stays on “not yet” has to be started anew.':
    'Der Befehl sagt, was er getan hat; derselbe mit {{undo}} nimmt genau das zurück. Ein Browser, der bei „noch nicht“ bleibt, muss neu gestartet werden.',
  'Fingerprint of the authority (SHA-256)': 'Fingerabdruck der Zertifizierungsstelle (SHA-256)',
  'The certificate is the one that you gave. If browsers do not trust it, is the chain complete, and is it for all names below the domain?':
    'Das Zertifikat ist das, welches Sie gegeben haben. Vertrauen Browser ihm nicht: Ist die Kette vollständig, und gilt es für alle Namen unter der Domain?',
  'This installation has its owner': 'Diese Installation hat ihren Inhaber',
  'There is nothing left to set up here.': 'Hier ist nichts mehr einzurichten.',
  'Go to the console': 'Zur Konsole',
  'Open the setup link again.': 'Öffnen Sie den Einrichtungslink noch einmal.',
} as const;

/** German for what the API says in words: details of errors, probes, notes of why. */
export const apiTemplates: Readonly<Record<string, string>> = {
  // requests
  'This may only be asked by our own pages.': 'Das dürfen nur unsere eigenen Seiten anfragen.',
  'Reload the page and try again.': 'Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  'Send If-Match with the version that you read, such as "3".':
    'Senden Sie If-Match mit der Version, die Sie gelesen haben, etwa "3".',
  'Send the body as application/json.': 'Senden Sie den Inhalt als application/json.',
  'The body is not JSON.': 'Der Inhalt ist kein JSON.',
  'A body may have 1 MiB.': 'Der Inhalt darf 1 MiB haben.',
  'The {{part}} is not valid.': 'Die Angaben sind ungültig ({{part}}).',
  'The cursor is not one that a listing gave.': 'Diese Stelle hat keine Liste genannt.',
  'Invalid input': 'ist ungültig',
  'Invalid input: expected {{expected}}, received undefined': 'fehlt ({{expected}})',
  'Invalid input: expected {{expected}}, received {{received}}':
    'ist von falscher Art ({{received}} statt {{expected}})',
  'Invalid input: expected {{expected}}': 'muss {{expected}} sein',
  'Invalid input: more than one option matched': 'passt auf mehr als eine Möglichkeit',
  'Invalid option: expected one of {{options}}': 'muss eines von diesen sein: {{options}}',
  'Invalid discriminator value. Expected {{options}}': 'muss eines von diesen sein: {{options}}',
  'Too big: expected string to have <={{number}} characters': 'darf höchstens {{number}} Zeichen haben',
  'Too small: expected string to have >={{number}} characters': 'muss mindestens {{number}} Zeichen haben',
  'Too big: expected array to have <={{number}} items': 'darf höchstens {{number}} Einträge haben',
  'Too small: expected array to have >={{number}} items': 'muss mindestens {{number}} Einträge haben',
  'Too big: expected int to be <={{number}}': 'darf höchstens {{number}} sein',
  'Too big: expected number to be <={{number}}': 'darf höchstens {{number}} sein',
  'Too big: expected int to be <{{number}}': 'muss kleiner als {{number}} sein',
  'Too big: expected number to be <{{number}}': 'muss kleiner als {{number}} sein',
  'Too small: expected int to be >={{number}}': 'muss mindestens {{number}} sein',
  'Too small: expected number to be >={{number}}': 'muss mindestens {{number}} sein',
  'Too small: expected int to be >{{number}}': 'muss größer als {{number}} sein',
  'Too small: expected number to be >{{number}}': 'muss größer als {{number}} sein',
  'Invalid string: must match pattern {{pattern}}': 'hat nicht die richtige Form ({{pattern}})',
  'Invalid string: must start with {{start}}': 'muss mit {{start}} beginnen',
  'Invalid email address': 'ist keine E-Mail-Adresse',
  'Invalid URL': 'ist keine Adresse (URL)',
  'Invalid ISO datetime': 'ist kein Zeitpunkt',
  'Invalid {{format}}': 'ist ungültig ({{format}})',
  'Invalid number: must be a multiple of {{number}}': 'muss ein Vielfaches von {{number}} sein',
  'Unrecognized key: {{names}}': 'hat ein unbekanntes Feld: {{names}}',
  'Unrecognized keys: {{names}}': 'hat unbekannte Felder: {{names}}',
  'Invalid key in {{where}}': 'hat einen ungültigen Namen darin ({{where}})',
  'Invalid value in {{where}}': 'hat einen ungültigen Wert darin ({{where}})',
  'must be two capital letters (ISO 3166-1)': 'müssen zwei Großbuchstaben sein (ISO 3166-1)',
  'must be a method such as GET': 'muss eine Methode sein, etwa GET',
  'must be a method in upper case': 'muss eine Methode in Großbuchstaben sein',
  'must not hold control characters or marks that hide or turn text':
    'darf keine Steuerzeichen enthalten und keine Zeichen, die Text verstecken oder drehen',
  'must not hold control characters': 'darf keine Steuerzeichen enthalten',
  'must be lower-case letters, digits and single hyphens, starting with a letter':
    'müssen Kleinbuchstaben, Ziffern und einzelne Bindestriche sein, ein Buchstabe zuerst',
  'must be letters, digits and any of _ . : / = -': 'müssen Buchstaben, Ziffern oder _ . : / = - sein',
  'must be an IANA time zone such as Europe/Berlin': 'muss eine IANA-Zeitzone sein, etwa Europe/Berlin',
  'must have no query and no fragment': 'darf weder Query noch Fragment haben',
  'must not hold a name or password': 'darf weder Namen noch Passwort enthalten',
  'must be PEM': 'muss PEM sein',
  'must be a host name in lower case, without a port': 'muss ein Hostname in Kleinbuchstaben sein, ohne Port',
  'must be a SHA-256 in base64': 'muss ein SHA-256 in base64 sein',
  'must be path segments that start with a slash: literals, `:name`, a last `**`':
    'müssen Pfadteile sein, die mit einem Schrägstrich beginnen: feste, `:name`, ein letztes `**`',
  'must not hold an empty segment': 'darf keinen leeren Pfadteil enthalten',
  'a segment is a literal, `:name`, or a last `**`': 'ein Pfadteil ist fest, `:name` oder ein letztes `**`',
  'must be an origin such as https://app.example.org': 'muss ein Ursprung sein, etwa https://app.example.org',
  'must be the name of a header': 'muss der Name eines Headers sein',
  'must be the name of a claim': 'muss der Name eines Claims sein',
  'must be a scope (RFC 6749, 3.3)': 'muss ein Scope sein (RFC 6749, 3.3)',
  'must be a domain in lower case': 'muss eine Domain in Kleinbuchstaben sein',
  'has at most 50 words': 'hat höchstens 50 Wörter',
  'has at most 10 parameters': 'hat höchstens 10 Parameter',
  'must be a page on this machine': 'muss eine Seite auf dieser Maschine sein',
  // apps
  'is needed for an app that is not there yet': 'fehlt: Die App gibt es noch nicht',
  'Another app is at {{host}} already.': 'Unter {{host}} ist schon eine andere App.',
  'An app is called {{name}} already.': 'Eine App heißt schon {{name}}.',
  '{{name}} belongs to Sallyport itself': '{{name}} gehört Sallyport selbst',
  '{{name}} is a part of Sallyport: who may open it is said by policies.':
    '{{name}} ist ein Teil von Sallyport: Wer es öffnen darf, sagen Richtlinien.',
  'must be one name below {{domain}}, such as {{example}}':
    'muss ein Name unter {{domain}} sein, etwa {{example}}',
  'must be an address such as http://127.0.0.1:8080': 'muss eine Adresse sein, etwa http://127.0.0.1:8080',
  'must start with http:// or https://': 'muss mit http:// oder https:// beginnen',
  'must not hold a user name or password': 'darf weder Benutzernamen noch Passwort enthalten',
  'must not hold a path: requests keep the path that the browser asked for':
    'darf keinen Pfad enthalten: Anfragen behalten den Pfad, den der Browser verlangt hat',
  'must not name {{name}} twice': 'darf {{name}} nicht zweimal nennen',
  // probes
  'It answered {{status}} and sends people to {{target}}, which is Sallyport: this address leads back here. Give the address of the application behind it.':
    'Sie antwortete {{status}} und schickt Leute zu {{target}}, und das ist Sallyport: Diese Adresse führt hierher zurück. Geben Sie die Adresse der Anwendung dahinter an.',
  "It answers {{status}} to the name {{name}}, and {{other}} to {{own}}: it does not know its public name. Tell it the new name, or have Sallyport send the old one (the app's host towards the upstream).":
    'Auf den Namen {{name}} antwortet sie {{status}}, auf {{own}} {{other}}: Sie kennt ihren öffentlichen Namen nicht. Sagen Sie ihr den neuen, oder lassen Sie Sallyport den alten senden (Host zum Ziel).',
  'It answered {{status}} and sends people to {{target}}: past Sallyport, unless that is another app here.':
    'Sie antwortete {{status}} und schickt Leute zu {{target}}: an Sallyport vorbei, außer das ist hier eine andere App.',
  'It answered {{status}}: it asks for a sign-in of its own, or does not let this machine in.':
    'Sie antwortete {{status}}: Sie verlangt eine eigene Anmeldung oder lässt diese Maschine nicht hinein.',
  'It answered {{status}}: it is there, but does not work at this moment.':
    'Sie antwortete {{status}}: Sie ist da, geht aber gerade nicht.',
  'It answered {{status}}.': 'Sie antwortete {{status}}.',
  'Nothing listens on port {{port}} of {{host}}. Is the application running, and on this port?':
    'An Port {{port}} von {{host}} lauscht nichts. Läuft die Anwendung, und an diesem Port?',
  'It hung up during the handshake. Does it speak HTTPS there, or HTTP?':
    'Sie legte beim Handshake auf. Spricht sie dort HTTPS oder HTTP?',
  'It hung up without an answer. Does it speak HTTP there, or HTTPS?':
    'Sie legte ohne Antwort auf. Spricht sie dort HTTP oder HTTPS?',
  'The TLS handshake failed. Does it speak HTTPS there, or HTTP?':
    'Der TLS-Handshake ist gescheitert. Spricht sie dort HTTPS oder HTTP?',
  'Its certificate is for {{names}}, not for {{host}}. Use that name in the address, or give it as the server name.':
    'Ihr Zertifikat gilt für {{names}}, nicht für {{host}}. Nehmen Sie jenen Namen in die Adresse, oder geben Sie ihn als Servernamen an.',
  'no name at all': 'gar keinen Namen',
  '{{reason}} ({{code}}). Give the authority that vouches for {{host}}, as PEM; self-signed ones are their own.':
    '{{reason}} ({{code}}). Geben Sie die Zertifizierungsstelle, die für {{host}} bürgt, als PEM an; selbst signierte sind ihre eigene.',
  'Its certificate has expired': 'Ihr Zertifikat ist abgelaufen',
  'Its certificate is signed by itself, or by an authority that nobody here knows':
    'Ihr Zertifikat ist von ihr selbst signiert oder von einer Stelle, die hier niemand kennt',
  'Its certificate comes from an authority that is not known here':
    'Ihr Zertifikat kommt von einer Stelle, die hier nicht bekannt ist',
  'What answers there is not HTTP. Is it HTTPS, or another service?':
    'Was dort antwortet, ist kein HTTP. Ist es HTTPS oder ein anderer Dienst?',
  'The TLS handshake failed ({{code}}).': 'Der TLS-Handshake ist gescheitert ({{code}}).',
  '{{host}} could not be reached ({{code}}).': '{{host}} war nicht zu erreichen ({{code}}).',
  'no reason given': 'ohne Angabe von Gründen',
  'The name {{host}} is not known here. Is it spelled right?':
    'Der Name {{host}} ist hier nicht bekannt. Ist er richtig geschrieben?',
  'There is no way from here to {{host}}. Is the network or the VPN up, and the address right?':
    'Von hier führt kein Weg zu {{host}}. Ist das Netz oder VPN da, und stimmt die Adresse?',
  '{{host}} did not answer in time. Is a firewall in between?':
    '{{host}} antwortete nicht rechtzeitig. Ist eine Firewall dazwischen?',
  '{{host}} may not be an upstream: it leads to an address that gives away secrets of the machine, or to none that an application is ever at.':
    '{{host}} darf kein Ziel sein: Es führt zu einer Adresse, die Geheimnisse der Maschine verrät, oder zu einer, an der nie eine Anwendung ist.',
  'Sallyport itself listens at {{host}}: requests would go round in a circle. Give the address of the application behind it.':
    'An {{host}} lauscht Sallyport selbst: Anfragen liefen im Kreis. Geben Sie die Adresse der Anwendung dahinter an.',
  'Only `sallyport serve` can start the sample app.': 'Nur `sallyport serve` kann die Beispiel-App starten.',
  'The sample app did not start. The log says why.':
    'Die Beispiel-App ist nicht gestartet. Das Log sagt, warum.',
  // why
  'cannot be decided again, since its input was not kept':
    'lässt sich nicht neu entscheiden, weil ihre Tatsachen nicht aufbewahrt wurden',
  'The sign-in of then is taken, which is older by now.':
    'Genommen wird die Anmeldung von damals, die jetzt älter ist.',
  'They are not signed in: a sign-in with password and one-time code at that moment, from this machine, is assumed.':
    'Nicht angemeldet: Angenommen wird eine Anmeldung mit Passwort und Einmalcode in jenem Moment, von dieser Maschine.',
  'It has no key that works: one that was made at that moment, for all its apps, is assumed.':
    'Es hat keinen gültigen Schlüssel: Angenommen wird einer, der in jenem Moment für alle seine Apps gemacht wurde.',
  'Its newest key was not used yet: this machine is assumed to be where it comes from.':
    'Sein neuester Schlüssel wurde noch nicht benutzt: Angenommen wird, dass es von dieser Maschine kommt.',
  'Nobody is asked who they are there: it is open to everybody, and no policy is asked.':
    'Dort wird niemand gefragt, wer er ist: Es steht allen offen, und keine Richtlinie wird gefragt.',
  '{{route}} is no route of {{app}}': '{{route}} ist keine Route von {{app}}',
  'A gateway refuses this path before any policy is asked: it can be read in more than one way.':
    'Ein Gateway weist diesen Pfad ab, bevor eine Richtlinie gefragt wird: Er lässt sich auf mehr als eine Weise lesen.',
  'The path is part of the routes {{names}}: each of them has to be allowed.':
    'Der Pfad gehört zu den Routen {{names}}: Jede davon muss erlaubt sein.',
  'What it was decided on is not kept any more, so only the record is shown.':
    'Worüber entschieden wurde, ist nicht mehr aufbewahrt, daher wird nur der Eintrag gezeigt.',
  'The policies of then are not kept any more, so only the record is shown.':
    'Die Richtlinien von damals sind nicht mehr aufbewahrt, daher wird nur der Eintrag gezeigt.',
  'The record says another answer: a part of Sallyport that decided then decides otherwise today.':
    'Der Eintrag sagt eine andere Antwort: Ein Teil von Sallyport, der damals entschied, entscheidet heute anders.',
  'No decision about them and this app is recorded before that moment: it is decided by what is known of them today, under the policies of then.':
    'Vor jenem Moment ist dazu keine Entscheidung festgehalten: Entschieden wird nach dem, was heute bekannt ist, unter den Richtlinien von damals.',
  'Others ask the same now. Try again in a moment.':
    'Andere fragen gerade dasselbe. Versuchen Sie es gleich noch einmal.',
  // files
  'What is there is not what the plan was made from. Nothing was written; plan again.':
    'Was da ist, ist nicht, wovon der Plan ausging. Nichts wurde geschrieben; planen Sie neu.',
  'the {{key}} is there twice': 'steht zweimal da ({{key}})',
  '{{number}} wrong; nothing was written.': '{{number}} falsch; nichts wurde geschrieben.',
  'it would be in itself, through others': 'es wäre über andere in sich selbst',
  'the tag {{name}} cannot be removed: {{why}}': 'der Tag {{name}} kann nicht entfernt werden: {{why}}',
  // groups and tags
  'A group is called {{name}} already.': 'Eine Gruppe heißt schon {{name}}.',
  'A tag is called {{name}} already.': 'Ein Tag heißt schon {{name}}.',
  '{{name}} does not exist': '{{name}} gibt es nicht',
  'A group cannot be in itself, not even through others.':
    'Eine Gruppe kann nicht in sich selbst sein, auch nicht über andere.',
  'A tag cannot be under itself, not even through others.':
    'Ein Tag kann nicht unter sich selbst sein, auch nicht über andere.',
  'Policies speak of it: {{names}}. Change them first.':
    'Richtlinien sprechen davon: {{names}}. Ändern Sie erst diese.',
  '{{number}} app carries it. Take it off them first.':
    '{{number}} App trägt ihn. Nehmen Sie ihn dort erst weg.',
  '{{number}} apps carry it. Take it off them first.':
    '{{number}} Apps tragen ihn. Nehmen Sie ihn dort erst weg.',
  'Tags are under it: {{names}}. Move them first.':
    'Tags sind darunter: {{names}}. Verschieben Sie erst diese.',
  // people
  'This installation has an owner. If they cannot sign in, use `sallyport recover owner-link`.':
    'Diese Installation hat einen Inhaber. Kann er sich nicht anmelden, nehmen Sie `sallyport recover owner-link`.',
  'Somebody signs in as {{login}} already.': 'Als {{login}} meldet sich schon jemand an.',
  'Make somebody else an owner first.': 'Machen Sie erst jemand anderen zum Inhaber.',
  'They are disabled. Enable them first.': 'Die Person ist gesperrt. Geben Sie sie erst frei.',
  'They become enabled by using their invitation. Make them a new link instead.':
    'Freigegeben wird die Person durch ihre Einladung. Machen Sie ihr stattdessen einen neuen Link.',
  'Somebody looked at it already.': 'Das hat sich schon jemand angesehen.',
  // policies
  'A policy is called {{name}} already.': 'Eine Richtlinie heißt schon {{name}}.',
  'Two policies would be called {{name}}.': 'Zwei Richtlinien hießen {{name}}.',
  '{{name}} is no app': '{{name}} ist keine App',
  '{{name}} is nobody': '{{name}} ist niemand',
  '{{name}} is no group': '{{name}} ist keine Gruppe',
  'There are {{number}} tests already.': 'Es gibt schon {{number}} Tests.',
  'Its time is over: it is being rolled back.': 'Die Frist ist vorbei: Es wird gerade zurückgenommen.',
  'Not confirmed: under it you could not {{what}}. Somebody has to who can.':
    'Nicht bestätigt: Danach könnten Sie nicht mehr {{what}}. Das muss jemand tun, der es kann.',
  'is for policies that only observe until then': 'gilt für Richtlinien, die bis dahin nur beobachten',
  'must lie in the future': 'muss in der Zukunft liegen',
  'must not lie more than 400 days ahead': 'darf höchstens 400 Tage voraus liegen',
  'Not published: from where you are now, {{why}}.':
    'Nicht veröffentlicht: von dort, wo Sie jetzt sind: {{why}}.',
  'There are {{number}} dates already; take one of them.':
    'Es gibt schon {{number}} Termine; nehmen Sie einen davon.',
  'Version {{revision}} waits to be confirmed. Confirm it, or roll back to {{other}}, first.':
    'Version {{revision}} wartet auf Bestätigung. Bestätigen Sie sie erst, oder gehen Sie auf {{other}} zurück.',
  'Not published: you yourself could not {{what}} any more from where you are now. If that is meant, publish with confirmWithin: it goes back by itself unless somebody confirms it in time.':
    'Nicht veröffentlicht: Sie selbst könnten von dort, wo Sie jetzt sind, nicht mehr {{what}}. Ist das gewollt, veröffentlichen Sie mit confirmWithin: Es geht von selbst zurück, wenn niemand rechtzeitig bestätigt.',
  '{{name}} of that version is not valid any more: {{why}}':
    '{{name}} jener Version ist nicht mehr gültig: {{why}}',
  'Other previews are being worked out. Wait for them, or cancel one.':
    'Andere Vorschauen werden gerade berechnet. Warten Sie darauf, oder brechen Sie eine ab.',
  'Not added: “{{sentence}}” does not hold now: {{why}}.':
    'Nicht hinzugefügt: „{{sentence}}“ ist jetzt nicht erfüllt: {{why}}.',
  'Not published: {{why}}': 'Nicht veröffentlicht: {{why}}',
  'the policy does not say which action it is about': 'die Richtlinie sagt nicht, um welche Handlung es geht',
  'write `action == Action::"open"` or `action in Action::"administer"`':
    'schreiben Sie `action == Action::"open"` oder `action in Action::"administer"`',
  'the policy does not say what kind of principal it is about': 'die Richtlinie sagt nicht, um wen es geht',
  'write `principal is Person` (or `principal is ServiceAccount`, or name a group)':
    'schreiben Sie `principal is Person` (oder `principal is ServiceAccount`, oder nennen Sie eine Gruppe)',
  'there is no {{type}} {{name}}': 'es gibt keine {{type}} {{name}}',
  'there is no mode {{name}}': 'den Modus {{name}} gibt es nicht',
  'write `@mode("observe")` or `@mode("enforce")`':
    'schreiben Sie `@mode("observe")` oder `@mode("enforce")`',
  'the annotation @{{name}} has no meaning': 'die Annotation @{{name}} bedeutet nichts',
  'known are {{names}}': 'bekannt sind {{names}}',
  'the age of the sign-in can only be compared with a number':
    'das Alter der Anmeldung lässt sich nur mit einer Zahl vergleichen',
  'write for example `context.authn.ageSeconds < 3600`':
    'schreiben Sie etwa `context.authn.ageSeconds < 3600`',
  'it is not known what an administered resource is in': 'worin etwas Verwaltetes ist, ist nicht bekannt',
  '`resource.{{name}}` is not known where something is administered':
    '`resource.{{name}}` ist nicht bekannt, wo etwas verwaltet wird',
  'name it with `resource ==`, or its type with `resource is`':
    'nennen Sie es mit `resource ==` oder seine Art mit `resource is`',
  '{{what}} must be `principal` or `resource`: nothing is known about what they refer to':
    '{{what}} muss `principal` oder `resource` sein: Worauf sie verweisen, davon ist nichts bekannt',
  'the left side of `in`': 'die linke Seite von `in`',
  'the owner of `{{place}}`': 'der Besitzer von `{{place}}`',
  'compare the reference itself with `==`, or put a label on who asks':
    'vergleichen Sie den Verweis selbst mit `==`, oder geben Sie dem, der fragt, ein Label',
  'another policy has @id({{id}})': 'eine andere Richtlinie hat @id({{id}})',
  // service accounts and tokens
  'A service account is called {{name}} already.': 'Ein Dienstkonto heißt schon {{name}}.',
  'It has {{number}} keys that work. Revoke one first.':
    'Es hat {{number}} gültige Schlüssel. Widerrufen Sie erst einen.',
  'have {{name}}, which the account itself may not open':
    'enthalten {{name}}, was das Konto selbst nicht öffnen darf',
  'have {{name}}, which does not exist': 'enthalten {{name}}, was es nicht gibt',
  'have {{name}}, which is Sallyport’s own and opens for people only':
    'enthalten {{name}}, was Sallyport gehört und nur Personen offensteht',
  'is not enabled': 'ist nicht freigegeben',
  'has to be before the end that the key has, and the key must still work':
    'muss vor dem Ende des Schlüssels liegen, und der Schlüssel muss noch gelten',
  'has to be named: the local socket is no person': 'muss genannt werden: Der lokale Socket ist keine Person',
  'A token cannot make one that may do more than itself.':
    'Ein Token kann keines machen, das mehr darf als es selbst.',
  // providers
  'A provider is called {{name}} already.': 'Ein Anbieter heißt schon {{name}}.',
  'There is a provider of this issuer already.': 'Von diesem Aussteller gibt es schon einen Anbieter.',
  'It has no userinfo: claims come from the token alone.':
    'Er hat kein Userinfo: Claims kommen nur aus dem Token.',
  'It offers no way to sign out there.': 'Er bietet keinen Weg, sich dort abzumelden.',
  'It does not say that it tells us of sign-outs (back-channel logout).':
    'Er sagt nicht, dass er uns Abmeldungen mitteilt (Back-Channel-Logout).',
  'It does not say that it knows PKCE; it is sent all the same.':
    'Er sagt nicht, dass er PKCE kennt; es wird trotzdem gesendet.',
  'It does not list these scopes: {{names}}.': 'Er nennt diese Scopes nicht: {{names}}.',
  "The name {{host}} is not known to DNS. Check the issuer's spelling. ({{detail}})":
    'Den Namen {{host}} kennt das DNS nicht. Prüfen Sie, wie der Aussteller geschrieben ist. ({{detail}})',
  'There is no route from here to {{host}}. Check network and firewall. ({{detail}})':
    'Von hier führt kein Weg zu {{host}}. Prüfen Sie Netz und Firewall. ({{detail}})',
  '{{host}} refuses the connection: nothing listens there, or a firewall says no. ({{detail}})':
    '{{host}} lehnt die Verbindung ab: Dort lauscht nichts, oder eine Firewall sagt nein. ({{detail}})',
  '{{host}} did not answer in time. Check that it runs and that a firewall lets us through. ({{detail}})':
    '{{host}} antwortete nicht rechtzeitig. Prüfen Sie, ob er läuft und eine Firewall uns durchlässt. ({{detail}})',
  "{{host}} sent an answer that is larger than any provider's should be. ({{detail}})":
    '{{host}} sandte eine Antwort, die größer ist, als sie bei einem Anbieter sein sollte. ({{detail}})',
  "{{host}} leads to an address of this machine, of a private network or of a cloud's inside. Set reach to private if the provider really is on your own network. ({{detail}})":
    '{{host}} führt zu einer Adresse dieser Maschine, eines privaten Netzes oder des Inneren einer Cloud. Stellen Sie die Reichweite auf privat, wenn der Anbieter wirklich in Ihrem eigenen Netz ist. ({{detail}})',
  'The certificate of {{host}} has expired, or the clock of this machine is ahead. ({{detail}})':
    'Das Zertifikat von {{host}} ist abgelaufen, oder die Uhr dieser Maschine geht vor. ({{detail}})',
  "The certificate of {{host}} is signed by an authority that is not known here. Give that authority's certificate in the setting ca. ({{detail}})":
    'Das Zertifikat von {{host}} ist von einer Stelle signiert, die hier nicht bekannt ist. Geben Sie deren Zertifikat in der Einstellung ca an. ({{detail}})',
  'The certificate of {{host}} is for another name. ({{detail}})':
    'Das Zertifikat von {{host}} gilt für einen anderen Namen. ({{detail}})',
  'The times of {{host}} and of this machine do not fit. Check both clocks. ({{detail}})':
    'Die Zeiten von {{host}} und dieser Maschine passen nicht zusammen. Prüfen Sie beide Uhren. ({{detail}})',
  "{{host}} has no description of a provider below the issuer's address. Check the issuer to the letter. ({{detail}})":
    '{{host}} hat unter der Adresse des Ausstellers keine Beschreibung eines Anbieters. Prüfen Sie den Aussteller auf den Buchstaben. ({{detail}})',
  '{{host}} answered something that is no description of a provider. Check the issuer to the letter. ({{detail}})':
    '{{host}} antwortete etwas, das keine Beschreibung eines Anbieters ist. Prüfen Sie den Aussteller auf den Buchstaben. ({{detail}})',
  '{{host}} calls itself by another name than the issuer that was given. Both have to be equal to the letter, a slash at the end included. ({{detail}})':
    '{{host}} nennt sich anders als der angegebene Aussteller. Beide müssen auf den Buchstaben gleich sein, auch mit dem Schrägstrich am Ende. ({{detail}})',
  '{{host}} names an address that is not https. ({{detail}})':
    '{{host}} nennt eine Adresse, die nicht https ist. ({{detail}})',
  '{{host}} does not offer what a safe sign-in needs: the code flow, and identity tokens signed by a key pair. ({{detail}})':
    '{{host}} bietet nicht, was eine sichere Anmeldung braucht: den Code-Flow und Identitätstoken, die mit einem Schlüsselpaar signiert sind. ({{detail}})',
  '{{host}} refused the sign-in. ({{detail}})': '{{host}} hat die Anmeldung abgelehnt. ({{detail}})',
  '{{host}} does not take our client id or secret. ({{detail}})':
    '{{host}} nimmt unsere Client-ID oder unser Geheimnis nicht an. ({{detail}})',
  '{{host}} gave an answer that cannot be believed: a token that is not for us, not signed rightly, or out of its time. ({{detail}})':
    '{{host}} gab eine Antwort, der nicht zu glauben ist: ein Token, das nicht für uns, nicht richtig signiert oder außerhalb seiner Zeit ist. ({{detail}})',
  '{{host}} does not say when somebody proved themselves there, so that it cannot confirm a fresh sign-in. ({{detail}})':
    '{{host}} sagt nicht, wann sich jemand dort ausgewiesen hat, und kann daher keine frische Anmeldung bestätigen. ({{detail}})',
  'The connection to {{host}} broke off. ({{detail}})': 'Die Verbindung zu {{host}} brach ab. ({{detail}})',
  '{{host}} describes itself as expected and its keys can be read. Client id and secret are tried by the first sign-in.':
    '{{host}} beschreibt sich wie erwartet, und seine Schlüssel lassen sich lesen. Client-ID und Geheimnis erprobt die erste Anmeldung.',
  'open the console': 'die Konsole öffnen',
  'publish policies': 'Richtlinien veröffentlichen',
  '{{one}} nor {{other}}': '{{one}} und {{other}}',
  '“{{sentence}}” would not hold: {{why}}.': '„{{sentence}}“ wäre nicht erfüllt: {{why}}.',
  'must not be empty': 'darf nicht leer sein',
  'must be a host, with a port or without': 'muss ein Host sein, mit oder ohne Port',
  'must be a host name': 'muss ein Hostname sein',
  'must start with /': 'muss mit / beginnen',
  'must be types and ids with commas between, such as Group:grp_…':
    'müssen Arten und Ids mit Kommas dazwischen sein, etwa Group:grp_…',
  'The machine’s own socket is no second person. What has to be done at once can be done there itself.':
    'Der eigene Zugang der Maschine ist keine zweite Person. Was sofort geschehen muss, kann dort selbst getan werden.',
  'Whoever proposed it cannot be its second person, in another session or by a token neither.':
    'Wer etwas vorgeschlagen hat, kann dafür nicht die zweite Person sein, auch nicht in einer anderen Sitzung oder mit einem Token.',
  'The token that it was proposed with was revoked or has expired.':
    'Das Token, mit dem es vorgeschlagen wurde, ist widerrufen oder abgelaufen.',
  'Whoever proposed it may not do this any more.': 'Wer es vorgeschlagen hat, darf es nicht mehr.',
  'Approving takes every permission that the change itself takes.':
    'Zum Zustimmen gehört jedes Recht, das die Änderung selbst verlangt.',
  'It is yours: withdraw it.': 'Es ist Ihr eigener Vorschlag: Ziehen Sie ihn zurück.',
  'Only who proposed it can withdraw it. Others reject it.':
    'Zurückziehen kann nur, wer vorgeschlagen hat. Andere lehnen ab.',
  'It weakens protection, so another administrator has to approve it within 7 days. It waits as {{proposal}}.':
    'Es schwächt den Schutz, deshalb muss ein anderer Administrator innerhalb von 7 Tagen zustimmen. Es wartet als {{proposal}}.',
  '{{number}} proposals of yours wait already; withdraw one first.':
    '{{number}} Ihrer Vorschläge warten schon; ziehen Sie erst einen zurück.',
  'Somebody has seen it already.': 'Jemand hat es bereits zur Kenntnis genommen.',
  'It was decided, withdrawn or is too old by now. Nothing was done.':
    'Es wurde inzwischen entschieden, zurückgezogen oder ist zu alt. Es ist nichts geschehen.',
  'What is there is not what it was proposed on. Nothing was done; it has to be proposed anew.':
    'Der Stand ist nicht mehr der, auf den sich der Vorschlag bezog. Es ist nichts geschehen; es muss neu vorgeschlagen werden.',
  'record {{seq}} of {{chain}} cannot be read': 'Eintrag {{seq}} von {{chain}} ist nicht lesbar',
  'record {{seq}} of {{chain}} says that it is record {{other}} of {{another}}':
    'Eintrag {{seq}} von {{chain}} nennt sich Eintrag {{other}} von {{another}}',
  'record {{seq}} of {{chain}} does not have the hash that stands beside it':
    'Eintrag {{seq}} von {{chain}} hat nicht den Hash, der daneben steht',
  'record {{seq}} of {{chain}} stands under another time or kind':
    'Eintrag {{seq}} von {{chain}} steht unter anderer Zeit oder Art',
  'record {{seq}} of {{chain}} holds another payload than was written':
    'Eintrag {{seq}} von {{chain}} hat einen anderen Inhalt, als geschrieben wurde',
  'record {{seq}} of {{chain}} is listed under other things':
    'Eintrag {{seq}} von {{chain}} steht bei anderen Dingen',
  'record {{seq}} of {{chain}} is not the one that its successor names':
    'Eintrag {{seq}} von {{chain}} ist nicht der, den sein Nachfolger nennt',
  'record 1 of {{chain}} names one before it': 'Eintrag 1 von {{chain}} nennt einen vor sich',
  'record {{seq}} of {{chain}} is not the one in checkpoint {{number}}':
    'Eintrag {{seq}} von {{chain}} ist nicht der aus Prüfpunkt {{number}}',
  'checkpoint {{number}}, which {{chain}} begins after, is missing':
    'Prüfpunkt {{number}}, nach dem {{chain}} beginnt, fehlt',
  'checkpoint {{number}} is not the one that {{chain}} begins after':
    'Prüfpunkt {{number}} ist nicht der, nach dem {{chain}} beginnt',
  'checkpoint {{number}} cannot be read': 'Prüfpunkt {{number}} ist nicht lesbar',
  'checkpoint {{number}} is not signed by a key of ours':
    'Prüfpunkt {{number}} ist mit keinem unserer Schlüssel signiert',
  'checkpoints {{first}} to {{last}} are not what a key of ours signed':
    'Prüfpunkte {{first}} bis {{last}} sind nicht, was ein Schlüssel von uns signiert hat',
  'checkpoint {{number}} says that it is {{other}}': 'Prüfpunkt {{number}} nennt sich {{other}}',
  'checkpoint {{number}} stands under another time than it names':
    'Prüfpunkt {{number}} steht unter einer anderen Zeit, als er nennt',
  'checkpoint {{number}} does not name the checkpoint that stands before it':
    'Prüfpunkt {{number}} nennt nicht den Prüfpunkt, der vor ihm steht',
  'checkpoint {{number}}, which was kept elsewhere, is missing':
    'Prüfpunkt {{number}}, der anderswo aufbewahrt wurde, fehlt',
  'checkpoint {{number}} is not the one that was kept elsewhere':
    'Prüfpunkt {{number}} ist nicht der, der anderswo aufbewahrt wurde',
  'the checkpoint given is not one of ours': 'der angegebene Prüfpunkt ist keiner von uns',
  '{{number}} of {{chain}} is missing': '{{number}} von {{chain}} fehlt',
  '{{first}} to {{last}} of {{chain}} are missing': '{{first}} bis {{last}} von {{chain}} fehlen',
  '{{number}} of the checkpoints is missing': 'Prüfpunkt {{number}} fehlt',
  '{{first}} to {{last}} of the checkpoints are missing': 'Prüfpunkte {{first}} bis {{last}} fehlen',
  'the check itself failed': 'die Prüfung selbst ist fehlgeschlagen',
  'the database does not answer': 'die Datenbank antwortet nicht',
  '{{number}} secrets under an older root key cannot be opened':
    '{{number}} Geheimnisse unter einem älteren Hauptschlüssel lassen sich nicht öffnen',
  'everything is sealed under the root key {{key}}: `sallyport keys forget-root` takes the older one out of the file':
    'alles ist unter dem Hauptschlüssel {{key}} versiegelt: `sallyport keys forget-root` nimmt den älteren aus der Datei',
  'secrets are being sealed under the new root key {{key}}':
    'Geheimnisse werden gerade unter dem neuen Hauptschlüssel {{key}} versiegelt',
  '{{number}} MiB are free at {{folder}}; without room nothing new is allowed':
    '{{number}} MiB sind frei in {{folder}}; ohne Platz wird nichts Neues erlaubt',
  'another one is refused: {{why}}': 'ein anderes wird abgelehnt: {{why}}',
  'another one is refused: {{why}} The certificate of the public hosts ended at {{time}}: browsers refuse it.':
    'ein anderes wird abgelehnt: {{why}} Das Zertifikat der öffentlichen Hosts endete am {{time}}: Browser lehnen es ab.',
  'another one is refused: {{why}} The certificate of the public hosts ends at {{time}}, in {{days}} days.':
    'ein anderes wird abgelehnt: {{why}} Das Zertifikat der öffentlichen Hosts endet am {{time}}, in {{days}} Tagen.',
  'The certificate of the public hosts ended at {{time}}: browsers refuse it.':
    'Das Zertifikat der öffentlichen Hosts endete am {{time}}: Browser lehnen es ab.',
  'The certificate of the public hosts ends at {{time}}, in {{days}} days.':
    'Das Zertifikat der öffentlichen Hosts endet am {{time}}, in {{days}} Tagen.',
  '{{path}} is not the key of {{certificate}}.': '{{path}} ist nicht der Schlüssel zu {{certificate}}.',
  '{{path}} is not for *.{{domain}}.': '{{path}} gilt nicht für *.{{domain}}.',
  '{{path}} ended on {{time}}.': '{{path}} endete am {{time}}.',
  '{{path}} is not valid before {{time}}.': '{{path}} gilt nicht vor {{time}}.',
  '{{path}} is not PEM of the right kind, or not whole.':
    '{{path}} ist kein PEM der richtigen Art oder nicht vollständig.',
  '{{path}} cannot be read ({{code}}).': '{{path}} ist nicht lesbar ({{code}}).',
  '{{path}} cannot be read by user {{user}} ({{code}}).':
    '{{path}} ist für den Benutzer {{user}} nicht lesbar ({{code}}).',
  '{{who}} can open {{what}}': '{{who}} kann öffnen: {{what}}',
  '{{who}} can never open {{what}}': '{{who}} kann nie öffnen: {{what}}',
  'everybody in {{group}}': 'jeder in {{group}}',
  'anything under {{tag}}': 'alles unter {{tag}}',
  'somebody in {{group}}': 'jemand in {{group}}',
  'whom it is about is not there any more': 'wen es betrifft, gibt es nicht mehr',
  'the app is not there any more': 'die App gibt es nicht mehr',
  'it comes to more than {{number}} pairs of person and app, too many to try on every write':
    'es ergibt mehr als {{number}} Paare von Person und App, zu viele für eine Prüfung bei jeder Änderung',
  'there is no app that it is about': 'es gibt keine App, um die es geht',
  '{{who}} and {{app}}: {{why}}': '{{who}} und {{app}}: {{why}}',
  '{{who}} and {{app}}: {{policies}} may permit it': '{{who}} und {{app}}: {{policies}} kann es erlauben',
  'a policy': 'eine Richtlinie',
  '“{{sentence}}” would not hold: {{why}}': '„{{sentence}}“ wäre nicht erfüllt: {{why}}',
  'it would lock every owner out: {{why}}': 'es würde jeden Inhaber aussperren: {{why}}',
  added: 'hinzugefügt',
  'added, {{standing}}': 'hinzugefügt, {{standing}}',
  'removed, {{standing}}': 'entfernt, {{standing}}',
  '{{before}} → {{after}}': '{{before}} → {{after}}',
  'mode {{before}} → {{after}}': 'Wirkung {{before}} → {{after}}',
  enforcing: 'setzt durch',
  'only observing': 'beobachtet nur',
  off: 'aus',
  'to be enforced from {{time}} on': 'wird durchgesetzt ab {{time}}',
  'not enforced by itself any more': 'wird nicht mehr von selbst durchgesetzt',
  'called {{name}} before': 'hieß vorher {{name}}',
  'title was “{{title}}”': 'der Titel war „{{title}}“',
  'text changed': 'Text geändert',
  'An owner can open the console and publish policies':
    'Ein Inhaber kann die Konsole öffnen und Richtlinien veröffentlichen',
  'no enabled owner has a password or a passkey': 'kein aktiver Inhaber hat ein Passwort oder einen Passkey',
  'no owner could open the console and publish policies any more':
    'kein Inhaber könnte mehr die Konsole öffnen und Richtlinien veröffentlichen',
  'the {{type}} {{name}} would not go back by itself, as policies do: apply it first, without confirming':
    '{{type}} {{name}} ginge nicht von selbst zurück, wie Richtlinien es tun: Wenden Sie es zuerst an, ohne Bestätigung',
  '{{who}} can open {{what}}: {{why}}': '{{who}} kann öffnen: {{what}}: {{why}}',
  '{{who}} can never open {{what}}: {{why}}': '{{who}} kann nie öffnen: {{what}}: {{why}}',
};

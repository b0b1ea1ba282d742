/** German for the first steps. */
export const firstSteps: Readonly<Record<string, string>> = {
  'First steps': 'Erste Schritte',
  'See it work on a sample app, then put your own behind it.':
    'Sehen Sie an einer Beispiel-App, wie es wirkt, und schützen Sie dann Ihre eigene.',
  done: 'erledigt',
  'Protect a sample app': 'Eine Beispiel-App schützen',
  'Sallyport brings a small app along. One click does three things that you can undo:':
    'Sallyport bringt eine kleine App mit. Ein Klick tut drei Dinge, die Sie zurücknehmen können:',
  'it starts the app, where only this machine can reach it,':
    'er startet die App, erreichbar nur auf diesem Rechner,',
  'gives it an address behind the gateway,': 'gibt ihr eine Adresse hinter dem Gateway',
  'and writes a policy that lets owners and administrators open it.':
    'und schreibt eine Richtlinie, nach der Inhaber und Administratoren sie öffnen dürfen.',
  'This control plane runs by itself, so nobody is there to start the sample app.':
    'Diese Steuerung läuft allein; es ist niemand da, der die Beispiel-App starten könnte.',
  'Protect the sample app': 'Beispiel-App schützen',
  'The sample app is not running': 'Die Beispiel-App läuft nicht',
  'Start it again': 'Erneut starten',
  'It shows what it was told about you, and a clock that ticks over a live connection.':
    'Sie zeigt, was sie über Sie erfährt, und eine Uhr, die über eine offene Verbindung tickt.',
  'Open the sample app': 'Beispiel-App öffnen',
  'Put the two windows side by side.': 'Stellen Sie die beiden Fenster nebeneinander.',
  Cut: 'Trennen',
  'Your clock is ticking. Cut its connection and watch it stop.':
    'Ihre Uhr tickt. Trennen Sie ihre Verbindung und sehen Sie, wie sie stehen bleibt.',
  'No clock of yours is ticking: open the sample app first.':
    'Es tickt keine Uhr von Ihnen: Öffnen Sie zuerst die Beispiel-App.',
  'The connection is cut, but its page did not tell when. Was it closed, or in another browser?':
    'Die Verbindung ist getrennt, aber ihre Seite hat nicht gemeldet, wann. War sie geschlossen oder in einem anderen Browser?',
  'Stopped {{ms}} ms after your click': '{{ms}} ms nach Ihrem Klick stehen geblieben',
  'The last tick came {{ms}} ms after the click.': 'Der letzte Tick kam {{ms}} ms nach dem Klick.',
  'Not one tick came after the click.': 'Nach dem Klick kam kein einziger Tick mehr.',
  'You are still signed in: “Connect again” in the app asks policy anew, and it says yes.':
    'Sie bleiben angemeldet: „Neu verbinden“ in der App fragt die Richtlinien neu, und sie sagen ja.',
  'It is written; the gateway is taking it in …': 'Es ist gespeichert; das Gateway übernimmt es gerade …',
  'The gateway has not taken it in yet': 'Das Gateway hat es noch nicht übernommen',
  'It is written, but takes longer than usual to arrive: until then its address may refuse you. This page goes on looking; the overview says whether a part is missing.':
    'Es ist gespeichert, braucht aber länger als sonst: Bis dahin kann die Adresse Sie abweisen. Diese Seite sieht weiter nach; ob ein Teil fehlt, sagt der Überblick.',
  'Protect an app of your own': 'Eine eigene App schützen',
  'This is no address': 'Das ist keine Adresse',
  'This address is not allowed': 'Diese Adresse ist nicht erlaubt',
  'It goes round in a circle': 'Es geht im Kreis',
  'The name that it knows itself by': 'Der Name, unter dem sie sich kennt',
  'It is asked by this name in place of its public one. Empty: by its public name.':
    'Sie wird unter diesem Namen gefragt statt unter ihrem öffentlichen. Leer: unter dem öffentlichen.',
  'The name in its certificate': 'Der Name in ihrem Zertifikat',
  'The authority that vouches for it': 'Die Zertifizierungsstelle, die für sie bürgt',
  'As PEM. A certificate that is signed by itself is its own authority: paste it here.':
    'Als PEM. Ein selbst signiertes Zertifikat ist seine eigene Zertifizierungsstelle: Fügen Sie es hier ein.',
  'This name is not known': 'Dieser Name ist nicht bekannt',
  'Nothing listens there': 'Dort lauscht nichts',
  'There is no way there': 'Es führt kein Weg dorthin',
  'It did not answer in time': 'Sie hat nicht rechtzeitig geantwortet',
  'Its certificate is not trusted': 'Ihrem Zertifikat wird nicht vertraut',
  'Its certificate is for another name': 'Ihr Zertifikat gilt für einen anderen Namen',
  'The encryption could not begin': 'Die Verschlüsselung kam nicht zustande',
  'It does not speak HTTP there': 'Dort spricht sie kein HTTP',
  'It does not know its new name': 'Sie kennt ihren neuen Namen nicht',
  'As this machine reaches it: http:// or https://, host and port, without a path.':
    'So, wie dieser Rechner sie erreicht: http:// oder https://, Host und Port, ohne Pfad.',
  'People will find it at {{host}}.': 'Man findet sie unter {{host}}.',
  'Protect it': 'Schützen',
  'Protect it all the same': 'Trotzdem schützen',
  'It is protected': 'Sie ist geschützt',
  'Whoever can still reach it at its old address goes past Sallyport: close that way.':
    'Wer sie noch unter der alten Adresse erreicht, umgeht Sallyport: Schließen Sie diesen Weg.',
  'Who may open it': 'Wer sie öffnen darf',
  'This becomes a policy, which you can change at any time.':
    'Daraus wird eine Richtlinie, die Sie jederzeit ändern können.',
  'Owners and administrators': 'Inhaber und Administratoren',
  'Everybody who has an account here': 'Alle, die hier ein Konto haben',
  'What is still open': 'Was noch offen ist',
  'It works, and this is what a day of real use would still ask for.':
    'Es funktioniert; das hier fehlt noch für den wirklichen Einsatz.',
  'A certificate that every browser trusts': 'Ein Zertifikat, dem jeder Browser vertraut',
  'The certificate comes from an authority of our own: each machine has to be told to trust it.':
    'Das Zertifikat stammt von einer eigenen Zertifizierungsstelle: Jedem Rechner muss gesagt werden, dass er ihr vertraut.',
  'Or give a certificate for the domain, and start again:':
    'Oder geben Sie ein Zertifikat für die Domain an und starten Sie neu:',
  'The certificate is one that you gave.': 'Das Zertifikat haben Sie angegeben.',
  'A second owner': 'Ein zweiter Inhaber',
  'If the one owner loses every way to sign in, only this machine itself lets you back in.':
    'Verliert der einzige Inhaber jede Möglichkeit, sich anzumelden, hilft nur noch dieser Rechner selbst.',
  'Invite somebody': 'Jemanden einladen',
  'More than one owner can sign in.': 'Mehr als ein Inhaber kann sich anmelden.',
  'A backup': 'Eine Sicherung',
  'No backup was made lately. Keep the file and its passphrase on another machine:':
    'In letzter Zeit wurde keine Sicherung gemacht. Verwahren Sie Datei und Passphrase auf einem anderen Rechner:',
  'A backup was made lately.': 'Vor Kurzem wurde eine Sicherung gemacht.',
  'A domain of your own': 'Eine eigene Domain',
  'Names below {{domain}} lead to the machine they are used on, so nobody else can come.':
    'Namen unter {{domain}} führen auf den Rechner, auf dem sie benutzt werden; niemand sonst kann herein.',
  'Everything is served below {{domain}}.': 'Alles ist unter {{domain}} erreichbar.',
  'The overview keeps watch over all of this.': 'Der Überblick behält all das im Auge.',
  'still open': 'noch offen',
};

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
    'Sie bleiben angemeldet: „Connect again“ in der App fragt die Richtlinien neu, und sie sagen ja.',
};

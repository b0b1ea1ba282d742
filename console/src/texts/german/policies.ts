/** German for the pages about policies. */
export const policies: Readonly<Record<string, string>> = {
  'Nothing differs.': 'Kein Unterschied.',
  'Write a policy': 'Richtlinie schreiben',
  'It is in force as soon as it is saved.': 'Sie gilt, sobald sie gespeichert ist.',
  'A change is in force, for open connections too, as soon as it is saved.':
    'Eine Änderung gilt, sobald sie gespeichert ist, auch für offene Verbindungen.',
  Remove: 'Entfernen',
  'Remove this policy?': 'Diese Richtlinie entfernen?',
  'Open connections are decided anew at once; those that rested on it are cut.':
    'Offene Verbindungen werden sofort neu entschieden; die darauf beruhten, werden getrennt.',
  Name: 'Name',
  'Short: lower case, digits, hyphens.': 'Kurz: Kleinbuchstaben, Ziffern, Bindestriche.',
  Title: 'Titel',
  'What people read where it decides.': 'Was Personen lesen, wo sie entscheidet.',
  Policy: 'Richtlinie',
  Mode: 'Modus',
  Enforce: 'Durchsetzen',
  'Only observe': 'Nur beobachten',
  On: 'Eingeschaltet',
  'Goes back by itself unless confirmed within 5 minutes':
    'Geht von selbst zurück, wenn es nicht binnen 5 Minuten bestätigt wird',
  'Save and publish': 'Speichern und veröffentlichen',
  'This text is valid.': 'Dieser Text ist gültig.',
  'This text cannot be saved yet': 'Dieser Text kann noch nicht gespeichert werden',
  Line: 'Zeile',
  'Versions of the policies': 'Versionen der Richtlinien',
  'Every write makes one. None is ever lost.': 'Jede Änderung ergibt eine. Keine geht je verloren.',
  'Version {{revision}} goes back by itself at {{time}} unless somebody confirms it.':
    'Version {{revision}} geht um {{time}} von selbst zurück, wenn niemand sie bestätigt.',
  'Keep it': 'Behalten',
  'Nothing was published yet.': 'Noch wurde nichts veröffentlicht.',
  Version: 'Version',
  'in force': 'gilt',
  By: 'Von',
  Published: 'Veröffentlicht',
  Actions: 'Aktionen',
  'What changed': 'Was sich geändert hat',
  'Roll back': 'Zurückgehen',
  'Roll back to version {{revision}}?': 'Zu Version {{revision}} zurückgehen?',
  'All policies become what they were then, as a new version. Open connections are decided anew at once.':
    'Alle Richtlinien werden, was sie damals waren, als neue Version. Offene Verbindungen werden sofort neu entschieden.',
  'What version {{revision}} changed': 'Was Version {{revision}} geändert hat',
  Loading: 'Wird geladen',
  Policies: 'Richtlinien',
  'Nothing is allowed unless one permits it and none forbids it.':
    'Nichts ist erlaubt, außer eine erlaubt es und keine verbietet es.',
  Versions: 'Versionen',
  'No policy: nobody can open anything.': 'Keine Richtlinie: Niemand kann etwas öffnen.',
  off: 'aus',
  Changed: 'Geändert',
  'What this changes': 'Was das ändert',
  Cancel: 'Abbrechen',
  'Work it out': 'Berechnen',
  Progress: 'Fortschritt',
  'It could not be worked out.': 'Es ließ sich nicht berechnen.',
  'It was cancelled: what follows is not all.': 'Es wurde abgebrochen: Was folgt, ist nicht alles.',
  'The draft was changed since. Work it out again.':
    'Der Entwurf wurde seitdem geändert. Berechnen Sie es neu.',
  'Decide all recorded decisions again': 'Alle aufgezeichneten Entscheidungen neu entscheiden',
  '{{count}} pairs of person and app were looked at, not all._one':
    '{{count}} Paar aus Person und App wurde betrachtet, nicht alle.',
  '{{count}} pairs of person and app were looked at, not all._other':
    '{{count}} Paare aus Person und App wurden betrachtet, nicht alle.',
  'Not all live connections could be looked at.':
    'Nicht alle offenen Verbindungen konnten betrachtet werden.',
  'Nobody gains or loses an app.': 'Niemand gewinnt oder verliert eine App.',
  '{{count}} may open it who cannot now_one': '{{count}} Person darf sie neu öffnen',
  '{{count}} may open it who cannot now_other': '{{count}} Personen dürfen sie neu öffnen',
  '{{count}} may not open it any more_one': '{{count}} Person darf sie nicht mehr öffnen',
  '{{count}} may not open it any more_other': '{{count}} Personen dürfen sie nicht mehr öffnen',
  '{{cut}} of {{count}} live connections would be cut._one':
    '{{cut}} von {{count}} offenen Verbindung würde getrennt.',
  '{{cut}} of {{count}} live connections would be cut._other':
    '{{cut}} von {{count}} offenen Verbindungen würden getrennt.',
  '{{differing}} of {{count}} recorded decisions would be different._one':
    '{{differing}} von {{count}} aufgezeichneten Entscheidung wäre anders.',
  '{{differing}} of {{count}} recorded decisions would be different._other':
    '{{differing}} von {{count}} aufgezeichneten Entscheidungen wären anders.',
  'Enforced from': 'Durchgesetzt ab',
  'Your own time. Left empty, it goes on observing.':
    'Ihre Ortszeit. Bleibt es leer, beobachtet sie weiter nur.',
  'It only observes': 'Sie beobachtet nur',
  'It is enforced from {{time}} on.': 'Sie wird ab {{time}} durchgesetzt.',
  'Its time has come, but something is in its way:':
    'Ihr Zeitpunkt ist gekommen, aber etwas steht ihr im Weg:',
  'Since {{time}} it would have refused {{refuses}} of {{checked}} recorded decisions, and permitted {{allows}} that were refused.':
    'Seit {{time}} hätte sie {{refuses}} von {{checked}} aufgezeichneten Entscheidungen abgelehnt und {{allows}} erlaubt, die abgelehnt wurden.',
  'That is much. Look at whom it is about before it is enforced.':
    'Das ist viel. Sehen Sie nach, wen es trifft, bevor sie durchgesetzt wird.',
  '{{count}} times_one': '{{count}} Mal',
  '{{count}} times_other': '{{count}} Mal',
  'Not now: a week later': 'Noch nicht: eine Woche später',
  'Enforce it now': 'Jetzt durchsetzen',
  'enforced from {{time}} on': 'durchgesetzt ab {{time}}',
  'not enforced: something is in its way': 'nicht durchgesetzt: etwas steht ihr im Weg',
  'Somebody else saved this policy while you were writing':
    'Jemand anders hat diese Richtlinie gespeichert, während Sie schrieben',
  'Nothing is lost: theirs is in force, yours is still below. From theirs to yours this differs:':
    'Nichts ist verloren: Die andere gilt, Ihre steht noch unten. Von der anderen zu Ihrer ändert sich:',
  'Take theirs, drop mine': 'Die andere nehmen, meine verwerfen',
  'Save mine over theirs': 'Meine darüber speichern',
  'switched on': 'eingeschaltet',
  'switched off': 'ausgeschaltet',
  'another date': 'anderer Zeitpunkt',
  '{{count}} policy tests do not hold any more_one': '{{count}} Richtlinientest gilt nicht mehr',
  '{{count}} policy tests do not hold any more_other': '{{count}} Richtlinientests gelten nicht mehr',
  '{{count}} policies are not enforced though their time has come_one':
    '{{count}} Richtlinie wird nicht durchgesetzt, obwohl ihr Zeitpunkt gekommen ist',
  '{{count}} policies are not enforced though their time has come_other':
    '{{count}} Richtlinien werden nicht durchgesetzt, obwohl ihr Zeitpunkt gekommen ist',
  'People are judged as if they had just signed in by password and one-time code, on an unmanaged device; live connections by their last recorded decisions; a policy with a date as it is from then on.':
    'Personen werden beurteilt, als hätten sie sich eben mit Passwort und Einmalcode angemeldet, auf einem nicht verwalteten Gerät; offene Verbindungen nach ihren letzten aufgezeichneten Entscheidungen; eine Richtlinie mit Zeitpunkt so, wie sie von da an ist.',
};

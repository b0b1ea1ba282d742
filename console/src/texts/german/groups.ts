/** German for the pages about groups. */
export const groups: Readonly<Record<string, string>> = {
  'Add a group': 'Gruppe hinzufügen',
  Groups: 'Gruppen',
  'Sets of people that policies speak of.': 'Personen, von denen Richtlinien gemeinsam sprechen.',
  'No group yet.': 'Noch keine Gruppe.',
  Name: 'Name',
  Members: 'Mitglieder',
  Remove: 'Entfernen',
  'Remove the group {{name}}?': 'Die Gruppe {{name}} entfernen?',
  'What its members have open is decided anew at once.':
    'Was ihre Mitglieder offen haben, wird sofort neu entschieden.',
  'What it is for': 'Wozu sie dient',
  Add: 'Hinzufügen',
  'Programs in it': 'Programme darin',
  'What policies let this group open, these service accounts open too, within their own apps.':
    'Was Richtlinien dieser Gruppe öffnen, öffnen auch diese Dienstkonten, innerhalb ihrer eigenen Apps.',
  'Take out': 'Herausnehmen',
  'Nobody is in it yet.': 'Noch ist niemand darin.',
  'Put in': 'Aufnehmen',
};

/** German for the audit pages. */
export const audit: Readonly<Record<string, string>> = {
  Audit: 'Audit-Protokoll',
  'What happened, in a chain that shows every alteration.':
    'Was geschehen ist, in einer Kette, die jede Veränderung zeigt.',
  'Verify the chain': 'Kette prüfen',
  'The chain is intact': 'Die Kette ist unversehrt',
  'The chain was altered': 'Die Kette wurde verändert',
  '{{records}} in {{chains}}, {{checkpoints}}.': '{{records}} in {{chains}}, {{checkpoints}}.',
  '{{count}} records_one': '{{count}} Eintrag',
  '{{count}} records_other': '{{count}} Einträge',
  '{{count}} chains_one': '{{count}} Kette',
  '{{count}} chains_other': '{{count}} Ketten',
  '{{count}} checkpoints_one': '{{count}} Prüfpunkt',
  '{{count}} checkpoints_other': '{{count}} Prüfpunkte',
  'The reason given: {{reason}}': 'Genannter Grund: {{reason}}',
  'Nothing happened yet.': 'Noch ist nichts geschehen.',
  When: 'Wann',
  What: 'Was',
  Who: 'Wer',
  About: 'Betrifft',
};

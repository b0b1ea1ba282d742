/**
 * English needs a line only where a number decides the form: `_one` and `_other` (Unicode plural rules) for each
 * sentence that is used with `count`.
 */
export const english: Readonly<Record<string, string>> = {
  '{{count}} may open it who cannot now_one': '{{count}} may open it who cannot now',
  '{{count}} may open it who cannot now_other': '{{count}} may open it who cannot now',
  '{{count}} may not open it any more_one': '{{count}} may not open it any more',
  '{{count}} may not open it any more_other': '{{count}} may not open it any more',
  'And {{count}} more groups._one': 'And {{count}} more group.',
  'And {{count}} more groups._other': 'And {{count}} more groups.',
  '{{count}} recovery codes left_one': '{{count}} recovery code left',
  '{{count}} recovery codes left_other': '{{count}} recovery codes left',
  'Of these, a stolen cookie opens {{count}}._one': 'Of these, a stolen cookie opens {{count}}.',
  'Of these, a stolen cookie opens {{count}}._other': 'Of these, a stolen cookie opens {{count}}.',
  '{{count}} apps and parts of apps were too many to look at._one':
    '{{count}} app or part of an app was too much to look at.',
  '{{count}} apps and parts of apps were too many to look at._other':
    '{{count}} apps and parts of apps were too many to look at.',
  '({{count}} paths)_one': '({{count}} path)',
  '({{count}} paths)_other': '({{count}} paths)',
  '{{count}} smaller boxes are not drawn; the table has them._one':
    '{{count}} smaller box is not drawn; the table has it.',
  '{{count}} smaller boxes are not drawn; the table has them._other':
    '{{count}} smaller boxes are not drawn; the table has them.',
  'The groups of {{count}} people are unknown at the moment._one':
    'The groups of {{count}} person are unknown at the moment.',
  'The groups of {{count}} people are unknown at the moment._other':
    'The groups of {{count}} people are unknown at the moment.',
  '{{count}} programs_one': '{{count}} program',
  '{{count}} programs_other': '{{count}} programs',
  '{{count}} programs are on it, too._one': '{{count}} program is on it, too.',
  '{{count}} programs are on it, too._other': '{{count}} programs are on it, too.',
  '{{count}} only the route {{routes}}_one': '{{count}} only the route {{routes}}',
  '{{count}} only the route {{routes}}_other': '{{count}} only the route {{routes}}',
  '{{count}} of them reach only this, not the rest of the app_one':
    '{{count}} of them reaches only this, not the rest of the app',
  '{{count}} of them reach only this, not the rest of the app_other':
    '{{count}} of them reach only this, not the rest of the app',
  'Of their {{count}} sessions it is the one that opens most: {{session}}._one':
    'Of their {{count}} session it is the one that opens most: {{session}}.',
  'Of their {{count}} sessions it is the one that opens most: {{session}}._other':
    'Of their {{count}} sessions it is the one that opens most: {{session}}.',
  '{{count}} people_one': '{{count}} person',
  '{{count}} people_other': '{{count}} people',
  '{{count}} with a stronger sign-in_one': '{{count}} with a stronger sign-in',
  '{{count}} with a stronger sign-in_other': '{{count}} with a stronger sign-in',
  '{{count}} public paths_one': '{{count}} public path',
  '{{count}} public paths_other': '{{count}} public paths',
  'and {{count}} more_one': 'and {{count}} more',
  'and {{count}} more_other': 'and {{count}} more',
  '{{count}} sessions were ended at once._one': '{{count}} session was ended at once.',
  '{{count}} sessions were ended at once._other': '{{count}} sessions were ended at once.',
  '{{count}} changes weakened protection_one': '{{count}} change weakened protection',
  '{{count}} changes weakened protection_other': '{{count}} changes weakened protection',
  '{{count}} changes wait for a second person_one': '{{count}} change waits for a second person',
  '{{count}} changes wait for a second person_other': '{{count}} changes wait for a second person',
  '{{count}} reports that something was not them_one': '{{count}} report that something was not them',
  '{{count}} reports that something was not them_other': '{{count}} reports that something was not them',
  'The way back in was used {{count}} times_one': 'The way back in was used once',
  'The way back in was used {{count}} times_other': 'The way back in was used {{count}} times',
  '{{count}} parts are not well_one': '{{count}} part is not well',
  '{{count}} parts are not well_other': '{{count}} parts are not well',
  '{{count}} gateways are away_one': '{{count}} gateway is away',
  '{{count}} gateways are away_other': '{{count}} gateways are away',
  '{{count}} keys end soon, and the next is not there_one':
    '{{count}} key ends soon, and the next is not there',
  '{{count}} keys end soon, and the next is not there_other':
    '{{count}} keys end soon, and the next is not there',
  'Records were lost {{count}} times in the last days_one': 'Records were lost once in the last days',
  'Records were lost {{count}} times in the last days_other':
    'Records were lost {{count}} times in the last days',
  '{{count}} policies only observe_one': '{{count}} policy only observes',
  '{{count}} policies only observe_other': '{{count}} policies only observe',
  '{{count}} apps_one': '{{count}} app',
  '{{count}} apps_other': '{{count}} apps',
  '{{count}} times_one': '{{count}} time',
  '{{count}} times_other': '{{count}} times',
  '{{count}} policy tests do not hold any more_one': '{{count}} policy test does not hold any more',
  '{{count}} policy tests do not hold any more_other': '{{count}} policy tests do not hold any more',
  '{{count}} policies are not enforced though their time has come_one':
    '{{count}} policy is not enforced though its time has come',
  '{{count}} policies are not enforced though their time has come_other':
    '{{count}} policies are not enforced though their time has come',
  '{{count}} results_one': '{{count}} result',
  '{{count}} results_other': '{{count}} results',
  'Nobody answers for {{count}} service accounts_one': 'Nobody answers for {{count}} service account',
  'Nobody answers for {{count}} service accounts_other': 'Nobody answers for {{count}} service accounts',
  'The last key of {{count}} service accounts ends soon_one':
    'The last key of {{count}} service account ends soon',
  'The last key of {{count}} service accounts ends soon_other':
    'The last key of {{count}} service accounts ends soon',
  '{{count}} keys work_one': '{{count}} key works',
  '{{count}} keys work_other': '{{count}} keys work',
  '{{count}} lines_one': '{{count}} line',
  '{{count}} lines_other': '{{count}} lines',
  '{{count}} records_one': '{{count}} record',
  '{{count}} records_other': '{{count}} records',
  '{{count}} chains_one': '{{count}} chain',
  '{{count}} chains_other': '{{count}} chains',
  '{{count}} checkpoints_one': '{{count}} checkpoint',
  '{{count}} checkpoints_other': '{{count}} checkpoints',
  'Only {{count}} people could be looked at._one': 'Only {{count}} person could be looked at.',
  'Only {{count}} people could be looked at._other': 'Only {{count}} people could be looked at.',
  '{{count}} apps stay shut either way._one': '{{count}} app stays shut either way.',
  '{{count}} apps stay shut either way._other': '{{count}} apps stay shut either way.',
  '{{count}} pairs of person and app were looked at, not all._one':
    '{{count}} pair of person and app was looked at, not all.',
  '{{count}} pairs of person and app were looked at, not all._other':
    '{{count}} pairs of person and app were looked at, not all.',
  '{{cut}} of {{count}} live connections would be cut._one':
    '{{cut}} of {{count}} live connection would be cut.',
  '{{cut}} of {{count}} live connections would be cut._other':
    '{{cut}} of {{count}} live connections would be cut.',
  '{{differing}} of {{count}} recorded decisions would be different._one':
    '{{differing}} of {{count}} recorded decision would be different.',
  '{{differing}} of {{count}} recorded decisions would be different._other':
    '{{differing}} of {{count}} recorded decisions would be different.',
};

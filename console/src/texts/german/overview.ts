/** German for the overview. */
export const overview: Readonly<Record<string, string>> = {
  'Policy revision': 'Stand der Richtlinien',
  'Refused last': 'Zuletzt abgelehnt',
  'Nobody was refused.': 'Niemand wurde abgelehnt.',
  Somebody: 'Jemand',
  'How the parts are': 'Zustand der Teile',
};

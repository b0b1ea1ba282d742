/** German for proposals and for changes that weaken. */
export const secondPerson: Readonly<Record<string, string>> = {
  '{{count}} changes weakened protection_one': '{{count}} Änderung hat den Schutz geschwächt',
  '{{count}} changes weakened protection_other': '{{count}} Änderungen haben den Schutz geschwächt',
  '{{count}} changes wait for a second person_one': '{{count}} Änderung wartet auf eine zweite Person',
  '{{count}} changes wait for a second person_other': '{{count}} Änderungen warten auf eine zweite Person',
  'A second person has to agree to what weakens protection, and there is none':
    'Was den Schutz schwächt, braucht eine zweite Person, und es gibt keine',
};

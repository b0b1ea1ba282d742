/** German for words that the API sends. */
export const apiWords: Readonly<Record<string, string>> = {
  enabled: 'aktiv',
  disabled: 'gesperrt',
  invited: 'eingeladen',
  enforce: 'durchgesetzt',
  observe: 'nur beobachtet',
  allow: 'erlaubt',
  deny: 'abgelehnt',
  challenge: 'Nachweis verlangt',
  permit: 'erlaubt',
  forbid: 'verbietet',
  ok: 'in Ordnung',
  degraded: 'eingeschränkt',
  failing: 'gestört',
};

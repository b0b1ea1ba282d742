/** The longest name to sign in by: that of an address (RFC 5321 4.5.3.1.3). */
export const longestLogin = 254;

/**
 * Brings what somebody typed as e-mail address or user name into the form that it is looked up and throttled
 * by, so that case and width do not make one account look like many. Control characters are in no name.
 */
export function normaliseLogin(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/\p{Cc}/gu, '')
    .trim()
    .toLowerCase()
    .slice(0, longestLogin);
}

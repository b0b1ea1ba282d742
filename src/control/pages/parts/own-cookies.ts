/** Reads one cookie of a request; undefined when it is absent, or sent more than once. */
export function readCookie(request: Request, name: string): string | undefined {
  const header = request.headers.get('cookie');
  if (header === null || header.length > 16_384) return undefined;
  const pairs = header.split(';').map((pair) => pair.trim());
  // Two cookies of one name mean that somebody planted one: neither is believed.
  const [one, ...more] = pairs.filter((pair) => pair.startsWith(`${name}=`));
  return one === undefined || more.length > 0 ? undefined : one.slice(name.length + 1);
}

/**
 * Writes a cookie for this host alone (`__Host-`, RFC 6265bis 4.1.3.2), unreadable for scripts, until the browser
 * is closed. `Lax`, so that it comes along when another site's link leads here by way of an app.
 */
export function setCookie(name: string, value: string): string {
  return `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax`;
}

/** Removes a cookie. */
export function clearCookie(name: string): string {
  return `${name}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`;
}

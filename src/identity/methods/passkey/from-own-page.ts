/**
 * Tells whether a ceremony took place in a page of its own, not in a frame of another site's (WebAuthn, section
 * 13.4.2): in a frame, somebody can be made to confirm what they do not see.
 */
export function isFromOwnPage(clientDataJSON: string): boolean {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
    if (typeof data !== 'object' || data === null) return false;
    const crossed = 'crossOrigin' in data && data.crossOrigin !== false;
    return !crossed && !('topOrigin' in data);
  } catch {
    return false;
  }
}

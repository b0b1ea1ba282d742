import type { DecisionInput } from '#contracts/access.ts';

/**
 * Tells whether who asks may open this app at all, whatever policies say. For people there is no such bound. A service
 * account has its list, and Sallyport's own hosts are on none: a stolen key must not become an administrator.
 */
export function isInScope({ principal, action, resource }: DecisionInput): boolean {
  if (principal.kind === 'person') return true;
  if (action !== 'open' || !('tags' in resource)) return false;
  return resource.system === undefined && principal.apps.includes(resource.id);
}

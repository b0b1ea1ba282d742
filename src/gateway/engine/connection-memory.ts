import type { ServedApp } from '../pipeline/served-app.ts';
import type { OwnCookies } from './head/own-cookies.ts';

/**
 * What one connection remembers from request to request, so that nothing is worked out twice. Nothing here is
 * a permission: session and grant are looked up for every request.
 */
export interface ConnectionMemory {
  /** The Host field last matched, and the app it stands for. */
  host?: string;
  app?: ServedApp;
  /** The Cookie field last read, and what was in it. */
  cookieField?: string;
  cookies?: OwnCookies;
  /** The hash of the token in those cookies; undefined when it is none of ours. */
  tokenHash?: string | undefined;
  /** The lines that say where requests come from. */
  forwarded?: string;
}

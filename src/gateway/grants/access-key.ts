import { createHash } from 'node:crypto';
import type { GrantScope } from '#contracts/protocol/from-control.ts';
import { type AccessInput, accessInputSchema } from '#contracts/protocol/from-gateway.ts';
import type { AccessRequest } from './face.ts';

/** Where an answer is kept: under the token, the place, and as much of the request as its scope says. */
export interface AccessKey {
  readonly token: string;
  /** App, route and client address: a token that turns up at another address has no grant there. */
  readonly place: string;
  /** Empty, the method, or method and path. */
  readonly part: string;
}

/** Longer paths stand in keys by their digest, so that keys stay small. */
const longestPathInKey = 200;

/** The place of a request at one of its routes; undefined is the app without a route. */
export function placeOf(app: string, route: string | undefined, address: string): string {
  return `${app}|${route ?? ''}|${address}`;
}

/** As much of a request as a scope makes part of the key. */
export function partOf(scope: GrantScope, method: string, path: string): string {
  if (scope === 'any') return '';
  if (scope === 'method') return method;
  if (path.length <= longestPathInKey) return `${method} ${path}`;
  return `${method} #${createHash('sha256').update(path).digest('hex')}`;
}

/** The key of an answer to this input. */
export function keyOf(input: AccessInput, scope: GrantScope): AccessKey {
  return {
    token: input.token,
    place: placeOf(input.app, input.route, input.address),
    part: partOf(scope, input.method ?? '', input.path ?? ''),
  };
}

/** One text for a key. */
export function keyText(key: AccessKey): string {
  return `${key.token} ${key.place} ${key.part}`;
}

/** Every scope under which an answer may be kept, the widest first. */
export const scopes: readonly GrantScope[] = ['any', 'method', 'method-and-path'];

/** The most routes that the readings of one path may match; more are refused, not cut short. */
export const mostRoutes = 16;

/**
 * What control is asked for one request at each of its routes. Undefined when a part of it is longer than the
 * stream may carry: such a message would end the stream, which a stranger could then do at will.
 */
export function inputsOf(request: AccessRequest): readonly AccessInput[] | undefined {
  if (request.routes.length > mostRoutes) return undefined;
  const routes = request.routes.length === 0 ? [undefined] : request.routes;
  const inputs: AccessInput[] = [];
  for (const route of routes) {
    const input = {
      token: request.tokenHash,
      app: request.app.id,
      ...(route === undefined ? {} : { route }),
      method: request.method,
      path: request.path,
      address: request.address,
    };
    if (!accessInputSchema.safeParse(input).success) return undefined;
    inputs.push(input);
  }
  return inputs;
}

import type { Protocol } from './protocol.ts';

/** A request and its response. Claims whatever nobody else does. */
export const http: Protocol = { name: 'http', claims: () => true, mayBeSilent: false, tunnel: undefined };

export { type AccessFigures, type AccessOptions, type AccessService, createAccess } from './grants/access.ts';
export type {
  Access,
  AccessRequest,
  CodeExchange,
  Cut,
  Found,
  Grant,
  Live,
  RedeemOutcome,
  Registration,
} from './grants/face.ts';
export { type GrantBounds, grantBounds } from './grants/grant-book.ts';
export { createAccessLog, type AccessLog, type AccessLogOptions } from './records/access-log.ts';
export { type LostRecordsOptions, tellLostRecords } from './records/tell-lost-records.ts';
export {
  createGatewayListener,
  type GatewayListener,
  type GatewayListenerOptions,
} from './listeners/create-gateway-listener.ts';
export { defaultLimits, type ListenerLimits } from './listeners/listener-limits.ts';
export { systemResolve, type ControlEndpoint, type Resolve } from './engine/upstream/connect-upstream.ts';
export { mintToken, readToken } from './entry/token.ts';
export * from './join/index.ts';
export { isForbiddenAddress, isOwnListener } from './engine/upstream/forbidden-address.ts';

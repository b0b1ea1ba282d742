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

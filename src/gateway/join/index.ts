export { addressText } from './ask-to-join.ts';
export {
  type GatewayIdentity,
  type GatewayIdentityOptions,
  openGatewayIdentity,
} from './gateway-identity.ts';

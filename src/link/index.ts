export {
  createLinkAcceptor,
  type GatewayMessage,
  type GatewayStream,
  type GatewayStreamHandler,
  type LinkAcceptor,
  type LinkAcceptorOptions,
} from './accept.ts';
export {
  type ControlLink,
  type ControlLinkHandler,
  type ControlLinkOptions,
  type ControlMessage,
  createControlLink,
  type Freshness,
  type LinkReport,
} from './control-link.ts';
export type { LinkAddress, LinkCredentials } from './dial.ts';
export { type LinkEnd, type LinkEndCode, linkEnds } from './link-end.ts';
export { linkLimits } from './limits.ts';
export { type PeerName, type PresentedPeer, presentedBy, type VerifyPeer } from './peer.ts';

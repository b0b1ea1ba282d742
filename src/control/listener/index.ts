export {
  type ControlListenerOptions,
  createControlListener,
  linkPath,
  type Site,
} from './control-listener.ts';
export { type PresentVerifierOptions, verifyByPresent } from './verify-by-present.ts';

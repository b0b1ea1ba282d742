export {
  type ControlListenerOptions,
  createControlListener,
  linkPath,
  type Site,
} from './control-listener.ts';

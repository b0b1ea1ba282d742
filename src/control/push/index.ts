export type { TokenActivity } from './activity.ts';
export { createDecisionLog, type DecisionLog, type DecisionLogOptions } from './decision-log.ts';
export {
  buildGatewayConfig,
  type BuiltConfig,
  type ConfigParts,
  hostOf,
  type StoredApp,
} from './gateway-config.ts';
export { answerKey, type DigestedInput, digestInput } from './input-digest.ts';
export type { LiveBook, LiveRow } from './live-connections.ts';
export { createPush, type Push, type PushOptions, type PushSession } from './push.ts';
export type { PushStream, StreamEnd } from './push-stream.ts';
export { type CodeDesk, personNameOn, type ShownCode } from './redeem-code.ts';
export type { AssertionClaims, GrantClaims, GrantSigners } from './signers.ts';
export {
  configFromStore,
  pushFromStore,
  type StoredConfigOptions,
  type StoredPushOptions,
} from './from-store.ts';

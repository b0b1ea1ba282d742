import { setFlagsFromString } from 'node:v8';

// V8 11 (Node 20) ends the whole process with "unreachable code" when it deoptimises a function into which it has
// inlined a call to WebAssembly that returns an object, as all of Cedar's do; seen after some thousand decisions.
// So such calls are not inlined. The flag concerns code that is optimised later, hence it may be set at any time.
setFlagsFromString('--no-turbo-inline-js-wasm-calls');

// The one place where the Cedar engine is loaded. The build for Node reads its WebAssembly synchronously,
// so that evaluation needs no `await` and `decide` can stay a pure function.
export {
  checkParsePolicySet,
  isAuthorizedPartial,
  policySetTextToParts,
  policyToJson,
  preparsePolicySet,
  statefulIsAuthorized,
  validate,
} from '@cedar-policy/cedar-wasm/nodejs';
export type {
  CedarValueJson,
  DetailedError,
  EntityJson,
  PolicyJson,
  TypeAndId,
} from '@cedar-policy/cedar-wasm/nodejs';

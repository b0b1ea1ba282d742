export { apiReference } from './api-reference.ts';
export { type Arrival, arrivalOf, type Channel } from './channel.ts';
export { type Api, type ApiOptions, createApi } from './create-api.ts';
export {
  type Asserted,
  createIdentify,
  createPortalIdentify,
  type Identified,
  type Identify,
  type IdentifyOptions,
} from './identify.ts';
export { type LocalSocket, openLocalSocket } from './local-socket.ts';
export { openApiDocument } from './openapi.ts';
export { createPageProof, type PageProof } from './page-proof.ts';
export { endpoints } from './routes/list.ts';

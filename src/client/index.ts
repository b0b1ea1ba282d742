export * from './browser.ts';
export { type ApiPlace, nodeTransport } from './node-transport.ts';
export type { ApiRequest, ApiResponse } from './transport.ts';

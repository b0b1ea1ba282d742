export * from './knowledge/index.ts';
export * from './decider/index.ts';
export type { Decider } from './faces.ts';

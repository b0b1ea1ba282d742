export * from './knowledge/index.ts';
export * from './decider/index.ts';
export * from './pages/index.ts';
export type { Decider } from './faces.ts';

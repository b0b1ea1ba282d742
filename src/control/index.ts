export * from './knowledge/index.ts';
export * from './join/index.ts';

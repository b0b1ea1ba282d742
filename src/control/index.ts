export type { Authorize, Caller, Decider, Knowledge, Known, Missing } from './faces.ts';
export * from './decider/index.ts';
export { type ChangeTarget, followChanges, type FollowOptions } from './feed/follow-changes.ts';
export * from './join/index.ts';
export * from './knowledge/index.ts';
export * from './listener/index.ts';
export * from './pages/index.ts';
export * from './push/index.ts';

export { type ChangeTarget, followChanges, type FollowOptions } from './feed/follow-changes.ts';
export type { Authorize, Caller, Decider, Knowledge, Known, Missing } from './faces.ts';
export * from './knowledge/index.ts';
export * from './join/index.ts';
export * from './push/index.ts';

export { createDatabaseTime, type DatabaseTime } from './database-time.ts';
export {
  createKnowledge,
  type KnowledgeCache,
  type KnowledgeLimits,
  type KnowledgeOptions,
} from './knowledge.ts';
export type {
  Found,
  KnowledgeSource,
  KnownAccount,
  KnownApp,
  KnownCredential,
  KnownKey,
  KnownPerson,
  KnownToken,
} from './source.ts';
export { knowledgeFromStore, type StoreSourceOptions } from './from-store.ts';

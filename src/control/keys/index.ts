export {
  type AssertedPerson,
  type AssertionOptions,
  createAssertionReader,
  createGrantSigners,
} from './assertions.ts';
export { keysSubject, keyStorage } from './key-storage.ts';

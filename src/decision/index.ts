export { satisfy } from './challenge.ts';
export { decide, refusal } from './decide.ts';
export {
  allPolicies,
  judgeOwnerTest,
  type Owner,
  ownerKeepsAccess,
  type OwnerTest,
  type OwnerTestFailure,
  ownerTestInputs,
} from './owner-test.ts';
export { explain } from './explain.ts';
export type { GroupsAbove } from './remedies/apply-change.ts';

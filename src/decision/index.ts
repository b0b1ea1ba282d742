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

export { satisfy } from './challenge.ts';
export { decide, refusal } from './decide.ts';

export { countAudit } from './count-audit.ts';
export { timeDecisions } from './time-decisions.ts';

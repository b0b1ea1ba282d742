export { type Job, type Jobs, type JobsOptions, startJobs } from './jobs.ts';
export { controlJobs, type JobParts, policyJobs } from './list.ts';

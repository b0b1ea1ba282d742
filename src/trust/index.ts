export { type Attempt, attemptLifetimeMs, openAttempt, sealAttempt } from './attempt.ts';

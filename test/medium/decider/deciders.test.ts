import { describe } from 'vitest';
import { systemClock } from '#base/clock.ts';
import { createDecider, createInThreadDecider } from '#control/index.ts';
import { deciderSuite } from './decider-suite.ts';

describe('in the thread of the caller', () => {
  deciderSuite(createInThreadDecider);
});

describe('in a thread of its own', () => {
  deciderSuite(() => createDecider({ clock: systemClock, deadlineMs: 30_000 }));
});

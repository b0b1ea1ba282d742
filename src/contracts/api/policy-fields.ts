import { z } from 'zod';
import { sourceOf, textOf, time } from './fields.ts';

/**
 * The text of a policy, as far as its length and marks say: a mark that turns text could show a reader another policy
 * than the one that decides.
 */
export const policyText = sourceOf(65_536).describe('Cedar source text.');

/** Whether a policy has a say. */
export const policyMode = z.enum(['enforce', 'observe']).describe('`observe`: recorded, without a say.');

/** Why something was published. */
export const policyMessage = textOf(500).describe('Why, for those who read the revisions later.');

/** A write that is undone by itself unless somebody confirms it in time. */
export const confirmWithin = z
  .number()
  .int()
  .min(10)
  .max(3_600)
  .optional()
  .describe('Seconds. In force at once, and rolled back by itself unless it is confirmed within that time.');

/** A date for what only observes until then. */
export const enforceFrom = time
  .nullable()
  .describe('From when a policy is enforced that only observes until then; null: never by itself.');

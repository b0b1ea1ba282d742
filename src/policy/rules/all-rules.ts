import { actionScoped } from './action-scoped.ts';
import { directFacts } from './direct-facts.ts';
import { knownAnnotations } from './known-annotations.ts';
import { knownIds } from './known-ids.ts';
import { managedById } from './managed-by-id.ts';
import { plainAge } from './plain-age.ts';
import { principalScoped } from './principal-scoped.ts';
import type { Rule } from './rule.ts';

/** All rules for writing beyond Cedar's own validation. */
export const rules: readonly Rule[] = [
  principalScoped,
  actionScoped,
  knownAnnotations,
  knownIds,
  plainAge,
  directFacts,
  managedById,
];

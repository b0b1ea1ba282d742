import type { StoredPolicy, PolicySnapshot } from '#contracts/policies.ts';
import { mergeMentions } from './mentions.ts';
import { planReduction, type Reduction } from './question.ts';
import { type Cell, createShelf, type Shelf } from './shelf.ts';
import { readStatements, type Statement } from './statement.ts';
import { type Traits, traitsOf } from './traits.ts';

/**
 * How statements have a say. Cedar names only the policies that determined its answer, so observed ones are asked
 * apart from enforced ones, and their two effects apart from each other: all of them are to be heard.
 */
export const lanes = ['enforce', 'observe-permit', 'observe-forbid'] as const;
export type Lane = (typeof lanes)[number];

/** All enabled policies of one revision, ready to be evaluated. */
export interface PolicySet {
  readonly revision: number;
  readonly statements: readonly Statement[];
  readonly shelves: Readonly<Record<Lane, Shelf>>;
  /** Slices made so far, by cell and by what else they depend on. */
  readonly slices: Map<Cell, Map<string, Slice>>;
  readonly counted: { slices: number };
  readonly answers: Map<string, Answer>;
  /** What each policy was read from, so that the next revision reads only what changed. */
  readonly sources: ReadonlyMap<string, Source>;
}

interface Source {
  readonly policy: StoredPolicy;
  readonly statements: readonly Statement[];
}

/** Statements that are evaluated together. */
export interface Slice {
  readonly key: string;
  readonly statements: readonly Statement[];
  readonly byKey: ReadonlyMap<string, Statement>;
  readonly traits: Traits;
  readonly reduction: Reduction;
}

/** What the engine said about a slice: keys of determining statements, and of those that erred. */
export interface Answer {
  readonly reason: readonly string[];
  readonly errors: readonly { readonly key: string; readonly message: string }[];
}

/**
 * Reads a snapshot into a set, a policy at a time: whoever runs it may do other things between two steps. Throws
 * a `policy-invalid` fault if a policy cannot be read. Policies that `before` held unchanged are taken from it.
 */
export function* readPolicies(
  snapshot: PolicySnapshot,
  before?: PolicySet,
): Generator<undefined, PolicySet, undefined> {
  const sources = new Map<string, Source>();
  for (const policy of snapshot.policies) {
    const known = before?.sources.get(policy.id);
    if (known !== undefined && isSame(known.policy, policy)) {
      sources.set(policy.id, known);
      continue;
    }
    sources.set(policy.id, { policy, statements: readStatements(policy) });
    yield;
  }
  const statements = [...sources.values()].flatMap((source) => source.statements);
  return {
    revision: snapshot.revision,
    statements,
    shelves: {
      enforce: createShelf(statements.filter(({ mode }) => mode === 'enforce')),
      'observe-permit': createShelf(statements.filter(isObserved('permit'))),
      'observe-forbid': createShelf(statements.filter(isObserved('forbid'))),
    },
    slices: new Map(),
    counted: { slices: 0 },
    answers: new Map(),
    sources,
  };
}

/** Reads a snapshot in one go. */
export function createPolicySet(snapshot: PolicySnapshot, before?: PolicySet): PolicySet {
  const steps = readPolicies(snapshot, before);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

function isSame(one: StoredPolicy, other: StoredPolicy): boolean {
  return one.text === other.text && one.mode === other.mode && one.title === other.title;
}

function isObserved(effect: Statement['effect']): (statement: Statement) => boolean {
  return (statement) => statement.mode === 'observe' && statement.effect === effect;
}

/** Slices kept of one cell. */
const mostKinds = 2_000;

/**
 * The slice of a cell for one action, without what meets no app or route of these labels. It is a function of the
 * set and its arguments, kept to be made once. While groups are unknown it is without the statements that name one.
 */
export function sliceOf(
  set: PolicySet,
  options: {
    readonly action: string;
    readonly cell: Cell;
    readonly groupsKnown: boolean;
    /** The labels of the app or route; undefined for what has none to be read. */
    readonly labels: readonly string[] | undefined;
  },
): Slice {
  const { action, cell, groupsKnown } = options;
  const labels = options.labels?.filter((label) => cell.labels.has(label)).sort();
  const plain = `${action} ${groupsKnown}`;
  const kind = cell.labels.size === 0 ? plain : JSON.stringify([plain, labels]);
  const made = set.slices.get(cell);
  const known = made?.get(kind);
  if (known !== undefined) return known;
  const statements = cell.statements
    .filter((statement) => statement.actions?.has(action) ?? true)
    .filter((statement) => groupsKnown || !namesGroup(statement))
    .filter(({ label }) => label === undefined || labels === undefined || labels.includes(label));
  const mentions = mergeMentions(statements.map((statement) => statement.mentions));
  const slice = {
    key: `${(set.counted.slices += 1)} `,
    statements,
    byKey: new Map(statements.map((statement) => [statement.key, statement])),
    traits: traitsOf(statements, mentions),
    reduction: planReduction(mentions),
  };
  // Cells are places that policies name; only the ways in which apps bear their labels could be many.
  if (made === undefined || made.size >= mostKinds) set.slices.set(cell, new Map([[kind, slice]]));
  else made.set(kind, slice);
  return slice;
}

/** Tells whether a statement names a group anywhere, or may mean one, so that it cannot be answered while groups are unknown. */
export function namesGroup({ mentions }: Statement): boolean {
  return mentions.anyAncestor || [...mentions.entities].some((key) => key.startsWith('Group::'));
}

import { statefulIsAuthorized } from './cedar.ts';
import { contextLeaves, principalAttributes, resourceAttributes } from './facts.ts';
import { covers, usesContext } from './mentions.ts';
import { namesGroup, type PolicySet } from './policy-set.ts';
import { preparedSets } from './prepared-sets.ts';
import { questionOf, wholeTruth } from './question.ts';
import type { Request } from './request.ts';
import { anything } from './shelf.ts';
import type { Statement } from './statement.ts';

/** A statement that is about a request, and what it says when it is asked alone. */
export interface Considered {
  readonly statement: Statement;
  readonly result: 'satisfied' | 'error' | 'not-satisfied' | 'other-group';
  readonly message?: string;
}

/**
 * Asks each statement that is about a request by itself: those whose scopes fit, and those that would fit if the
 * person were in the group they name. It tells what `evaluate` leaves out: permits under a forbid, and policies that
 * nearly spoke. At most `most`; slow, for explanations only.
 */
export function consider(set: PolicySet, request: Request, most: number): readonly Considered[] {
  const about = set.statements.filter((statement) => isAbout(statement, request)).slice(0, most);
  return about.map((statement) => ({ statement, ...askAlone(statement, request) }));
}

function isAbout(statement: Statement, request: Request): boolean {
  const { action, principal, resource, principalKeys, resourceKeys } = request;
  const named = statement.principal;
  return (
    (named === undefined || principalKeys.includes(named) || named.startsWith('Group::')) &&
    (statement.actions?.has(action) ?? true) &&
    [anything, ...resourceKeys].includes(statement.resource ?? anything) &&
    typeFits(statement.json.principal, principal.type) &&
    typeFits(statement.json.resource, resource.type)
  );
}

function typeFits(scope: Statement['json']['principal'], type: string): boolean {
  return scope.op !== 'is' || scope.entity_type === type;
}

function askAlone(statement: Statement, request: Request): Omit<Considered, 'statement'> {
  const named = statement.principal;
  if (!request.groupsKnown && namesGroup(statement)) {
    return { result: 'error', message: 'the groups of who asks are not known' };
  }
  if (named !== undefined && !request.principalKeys.includes(named)) return { result: 'other-group' };
  const answer = statefulIsAuthorized({
    ...questionOf(request, wholeTruth),
    validateRequest: false,
    preparsedPolicySetId: preparedSets.nameOf(statement, [statement]),
  });
  if (answer.type === 'failure') return { result: 'error', message: answer.errors[0]?.message ?? '' };
  const { reason, errors } = answer.response.diagnostics;
  const [failed] = errors;
  if (failed !== undefined) return { result: 'error', message: failed.error.message };
  return { result: reason.length > 0 ? 'satisfied' : 'not-satisfied' };
}

/** Names of the facts that a statement looks at, such as `principal.labels` and `context.network.country`. */
export function asksOf(statement: Statement): readonly string[] {
  const { mentions } = statement;
  const asked = (path: string): boolean =>
    usesContext(mentions, path) || [...mentions.presence].some((above) => covers(above, path));
  const read = (own: ReadonlySet<string>) => (name: string) =>
    own.has(name) || mentions.otherAttributes.has(name);
  return [
    ...(namesGroup(statement) ? ['principal.groups'] : []),
    ...[...principalAttributes.keys()]
      .filter(read(mentions.principalAttributes))
      .map((name) => `principal.${name}`),
    ...[...resourceAttributes.keys()]
      .filter(read(mentions.resourceAttributes))
      .map((name) => `resource.${name}`),
    ...contextLeaves.filter(({ path }) => asked(path)).map(({ path }) => `context.${path}`),
  ];
}

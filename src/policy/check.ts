import { Fault } from '#contracts/errors.ts';
import type { PolicyProblem, StoredPolicy } from '#contracts/policies.ts';
import { checkParsePolicySet, type DetailedError, policySetTextToParts, validate } from './cedar.ts';
import { mentionsOf } from './mentions.ts';
import { placeFromBytes } from './place.ts';
import { rules } from './rules/all-rules.ts';
import { schemaText } from './schema.ts';
import { parseStatements } from './statement.ts';

/** The longest policy text that is read, in UTF-16 units. */
export const longestPolicy = 64 * 1024;

/**
 * Checks a policy before it is stored: Cedar's grammar, strict validation against the schema, and our own rules.
 * With no problem of severity `error` it can be loaded.
 */
export function checkPolicy(policy: StoredPolicy): readonly PolicyProblem[] {
  const problems = problemsOf(policy.text);
  return problems.map((problem) => ({ policy: policy.id, ...problem }));
}

/** Checks policies one by one, with a step between two of them, and that no two of them use the same `@id`. */
export function* checkPolicies(
  policies: readonly StoredPolicy[],
): Generator<undefined, readonly PolicyProblem[], undefined> {
  const problems: PolicyProblem[] = [];
  for (const policy of policies) {
    problems.push(...checkPolicy(policy));
    yield;
  }
  return [...problems, ...sharedIds(policies)];
}

type Problem = Omit<PolicyProblem, 'policy'>;

function problemsOf(text: string): readonly Problem[] {
  if (text.length > longestPolicy) return [failure(`the text is longer than ${longestPolicy} characters`)];
  const parsed = checkParsePolicySet({ staticPolicies: text });
  if (parsed.type === 'failure') return parsed.errors.flatMap((error) => syntaxProblems(text, error));
  const parts = policySetTextToParts(text);
  if (parts.type === 'success' && parts.policies.length === 0)
    return [failure('there is no policy in the text')];
  const cedar = validationProblems(text);
  // Cedar's own errors first: our rules would only say the same again in other words.
  return [...cedar, ...ruleProblems(text)];
}

function failure(message: string): Problem {
  return { severity: 'error', message };
}

function syntaxProblems(text: string, error: DetailedError): Problem[] {
  const all = [error, ...(error.related ?? [])];
  return all.map((one) => {
    if (one.message.includes('includes a template')) {
      return {
        ...failure('a policy must be complete'),
        help: 'write an entity in place of `?principal` or `?resource`',
      };
    }
    return problemFrom(text, one, 'error');
  });
}

function problemFrom(text: string, error: DetailedError, severity: PolicyProblem['severity']): Problem {
  const [place] = error.sourceLocations ?? [];
  const expected = place?.label ?? undefined;
  const help = error.help ?? expected;
  return {
    severity,
    message: error.message
      .replace(/^for policy `[^`]*`, /, '')
      .replace(/^failed to parse policies from string: /, ''),
    ...(help === undefined ? {} : { help }),
    ...(place === undefined ? {} : placeFromBytes(text, place)),
  };
}

function validationProblems(text: string): readonly Problem[] {
  const answer = validate({
    schema: schemaText,
    policies: { staticPolicies: text },
    validationSettings: { mode: 'strict' },
  });
  if (answer.type === 'failure') return answer.errors.map((error) => problemFrom(text, error, 'error'));
  const errors = answer.validationErrors.map(({ error }) => problemFrom(text, error, 'error'));
  const warnings = [...answer.validationWarnings.map(({ error }) => error), ...answer.otherWarnings].map(
    (error) => problemFrom(text, error, 'warning'),
  );
  return onePerPlace([...errors, ...warnings]);
}

/** A policy on many types errs once for each of them, at one place: the first says enough. */
function onePerPlace(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Map<string, Problem>();
  for (const problem of problems) {
    const key = `${problem.severity} ${problem.start} ${problem.end}`;
    if (!seen.has(key) || problem.start === undefined)
      seen.set(seen.has(key) ? `${key} ${seen.size}` : key, problem);
  }
  return [...seen.values()];
}

function ruleProblems(text: string): readonly Problem[] {
  const parsed = parseStatements(text);
  if (!parsed.ok) throw new Fault('internal', 'a policy that parses could not be split');
  return parsed.parts.flatMap((part) => {
    const written = { ...part, mentions: mentionsOf(part.json) };
    const start = text.indexOf(part.text);
    return rules
      .flatMap((rule) => rule(written))
      .map(({ near, ...offence }) => {
        const found = near?.exec(withoutComments(part.text));
        const from = start + (found?.index ?? 0);
        const length = found?.[0].length ?? part.text.length;
        return { severity: 'error' as const, ...offence, start: from, end: from + length };
      });
  });
}

/** Blanks comments, so that a place is not found in one; nothing moves. */
function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|\/\/[^\n]*/g, (token) =>
    token.startsWith('//') ? ' '.repeat(token.length) : token,
  );
}

function sharedIds(policies: readonly StoredPolicy[]): readonly PolicyProblem[] {
  const seen = new Set<string>();
  const problems: PolicyProblem[] = [];
  for (const policy of policies) {
    const parsed = parseStatements(policy.text);
    for (const { json } of parsed.ok ? parsed.parts : []) {
      const id = json.annotations?.id;
      if (id === undefined) continue;
      if (seen.has(id)) {
        problems.push({
          policy: policy.id,
          severity: 'error',
          message: `another policy has @id(${JSON.stringify(id)})`,
        });
      }
      seen.add(id);
    }
  }
  return problems;
}

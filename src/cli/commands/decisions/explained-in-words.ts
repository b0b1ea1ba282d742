import type { DecisionDetail, WhyAnswer } from '#contracts/api/decisions.ts';
import { needInWords } from '#contracts/need-in-words.ts';
import { reasonToOthers } from '#contracts/reasons.ts';
import { harmless, table, when } from '../../table.ts';

/** A recorded decision as text. */
export function decisionInWords(decision: DecisionDetail): string {
  return [...headOf(decision), ...voicesOf(decision.policies), `Policy revision ${decision.policyRevision}.`]
    .map(harmless)
    .join('\n');
}

/** An answer to `why` as text: the answer, what would change it, who spoke and who nearly did, and the facts. */
export function answerInWords(
  answer: WhyAnswer,
  asked: { readonly person: string; readonly app: string },
): string {
  const parts = [
    headOf(answer),
    [`  ${asked.person} → ${asked.app}, ${basisInWords(answer)}`, ...answer.notes.map((note) => `  ${note}`)],
    remediesOf(answer),
    voicesOf(answer.policies),
    consideredOf(answer),
    answer.missing.length === 0
      ? []
      : [`Not known, though policies ask for it: ${answer.missing.join(', ')}.`],
  ];
  const lines = parts.flat().map(harmless);
  return [...lines, ...factsOf(answer), `Policy revision ${answer.policyRevision}.`].join('\n');
}

function headOf({ outcome, reason, need }: Pick<WhyAnswer, 'outcome' | 'reason' | 'need'>): string[] {
  return [
    `${outcome}: ${reasonToOthers(reason)}`,
    ...(need === null ? [] : [`  Missing: ${needInWords(need)}`]),
  ];
}

const bases: Readonly<Record<WhyAnswer['basis'], string>> = {
  now: 'as of now',
  record: 'as it was recorded, decided again by the policies of then',
  'record-only': 'as it was recorded',
  'what-if': 'what if',
};

function basisInWords({ basis, at, record }: WhyAnswer): string {
  const from =
    record === null ? '' : `; from decision ${record.id} (${record.outcome}) of ${when(record.at)}`;
  return `${bases[basis]}, ${when(at)} UTC${from}`;
}

function remediesOf({ remedies, outcome }: WhyAnswer): string[] {
  if (remedies.length === 0)
    return outcome === 'deny' ? ['Nothing that could be changed alone was found.'] : [];
  const who = {
    person: 'they can do it',
    administrator: 'an administrator can',
    nobody: 'where or when they ask decides',
  };
  return ['It would be allowed by:', ...remedies.map(({ text, mender }) => `  ${text} (${who[mender]})`)];
}

function voicesOf(policies: WhyAnswer['policies']): string[] {
  if (policies.length === 0) return ['No policy spoke.'];
  const lines = policies.map(({ title, effect, mode, result, message }) => {
    const how = result === 'error' ? `could not be evaluated: ${message ?? ''}` : 'is satisfied';
    return `  ${effect} "${title}" ${how}${mode === 'observe' ? ' (observing, without a say)' : ''}`;
  });
  return ['Policies that spoke:', ...lines];
}

function consideredOf({ considered, policies }: WhyAnswer): string[] {
  const spoke = new Set(policies.map(({ policy, effect }) => `${policy} ${effect}`));
  const silent = considered.filter(
    ({ policy, effect, result }) => !(spoke.has(`${policy} ${effect}`) && result !== 'not-satisfied'),
  );
  if (silent.length === 0) return [];
  const why = {
    satisfied: 'is satisfied, but a forbid counts more',
    error: 'could not be evaluated',
    'not-satisfied': 'does not hold',
    'other-group': 'is for a group that they are not in',
  };
  const lines = silent.map(({ effect, title, result, asks, mode }) => {
    const observed = mode === 'observe' ? ' (observing)' : '';
    return `  ${effect} "${title}" ${why[result]}${observed}${asks.length === 0 ? '' : `; asks for ${asks.join(', ')}`}`;
  });
  return ['Policies that were about it as well:', ...lines];
}

function factsOf({ facts }: WhyAnswer): string[] {
  const shown = facts.filter(({ asked, value }) => asked || (value !== null && !isEmpty(value)));
  if (shown.length === 0) return [];
  const rows = table(shown, [
    { heading: 'FACT', of: ({ name, asked }) => `${asked ? '*' : ' '} ${name}` },
    { heading: 'VALUE', of: ({ value }) => (value === null ? 'not known' : JSON.stringify(value)) },
    { heading: 'SOURCE', of: ({ source }) => source },
    { heading: 'AGE', of: ({ ageSeconds }) => (ageSeconds === null ? '-' : `${ageSeconds} s`) },
  ]);
  return ['Facts (* asked for by a policy):', rows];
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

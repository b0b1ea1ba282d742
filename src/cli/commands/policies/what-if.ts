import { setTimeout } from 'node:timers/promises';
import { policies } from '#contracts/api/policies.ts';
import type { PolicyPreview, PolicyPreviewReport } from '#contracts/api/policy-previews.ts';
import type { PolicyChange } from '#contracts/api/policy-versions.ts';
import { proposals } from '#contracts/api/proposals.ts';
import { type Command, type Given, UsageError } from '../../command.ts';
import type { CommandContext } from '../../context.ts';
import { harmless, when } from '../../table.ts';
import { draftFlag, givenDraft } from './draft.ts';
import { exitCodes } from '../../exit-codes.ts';

const pauseMs = 500;

const previewFlags = [
  draftFlag,
  { flags: '--proposal <proposal>', about: 'In place of a file: a proposal that waits for a second person.' },
  { flags: '--all', about: 'Decide all recorded decisions again, not the newest 1,000.' },
];

export const whatIfPolicies: Command = {
  noun: 'policies',
  verb: 'what-if',
  about: 'Says what a draft would change: who gets in, which connections are cut, which decisions differ.',
  flags: previewFlags,
  run: (context, given) => preview(context, given, inWords),
};

export const replayPolicies: Command = {
  noun: 'policies',
  verb: 'replay',
  about: 'Decides recorded decisions again under a draft, and lists those that would be different.',
  flags: previewFlags,
  run: (context, given) => preview(context, given, replayInWords),
};

async function preview(
  context: CommandContext,
  given: Given,
  words: (report: PolicyPreviewReport) => string,
): Promise<number> {
  const changes = await askedDraft(context, given);
  const client = await context.api();
  const replay = given.has('all') ? 'all' : 'sample';
  let found: PolicyPreview = await client.call(policies.preview, { body: { changes, replay } });
  let told = -1;
  while (found.state === 'running') {
    if (found.percent >= told + 10) context.say(`${(told = found.percent)} %`);
    await setTimeout(pauseMs);
    found = await client.call(policies.getPreview, { params: { preview: found.id } });
  }
  context.show(found, () => (found.report === null ? `It was ${found.state}.` : words(found.report)));
  return found.state === 'done' ? exitCodes.done : exitCodes.no;
}

async function askedDraft(context: CommandContext, given: Given): Promise<PolicyChange[]> {
  const proposal = given.text('proposal');
  if ((proposal === undefined) === (given.text('file') === undefined)) {
    throw new UsageError('give --file or --proposal');
  }
  if (proposal === undefined) return givenDraft(context, given);
  const client = await context.api();
  const { draft } = await client.call(proposals.get, { params: { proposal } });
  if (draft === null) throw new UsageError('this proposal changes no policies');
  return draft;
}

function inWords(report: PolicyPreviewReport): string {
  const { impact, live } = report;
  const apps = impact.apps.flatMap(({ app, gains, loses, gaining, losing }) => [
    ...(gains === 0 ? [] : [harmless(`${app.name}: ${gains} more may open it (${names(gaining, gains)})`)]),
    ...(loses === 0
      ? []
      : [harmless(`${app.name}: ${loses} may not open it any more (${names(losing, loses)})`)]),
  ]);
  const cuts = live.connections.map(({ person, app }) => harmless(`  ${person.name} at ${app.name}`));
  return [
    ...(apps.length === 0 ? ['Nobody gains or loses an app.'] : apps),
    ...(impact.complete ? [] : [`Only ${impact.checked} pairs of person and app were looked at.`]),
    `${live.cut} of ${live.checked} live connections would be cut.`,
    ...cuts,
    replayInWords(report),
  ].join('\n');
}

function replayInWords({ replay }: PolicyPreviewReport): string {
  const { differing, checked, unreadable, complete, decisions } = replay;
  const lines = decisions.map(
    ({ at, person, app, now, drafted, policies: by }) =>
      `  ${when(at)} ${person.name} at ${app.name}: ${now} → ${drafted}, by ${by.map(({ name }) => name).join(', ') || 'the draft'}`,
  );
  return [
    `${differing} of ${checked} recorded decisions would be different.`,
    ...lines,
    ...(complete ? [] : ['There are older ones: --all decides them too.']),
    ...(unreadable === 0 ? [] : [`Of ${unreadable} what they rested on is not kept any more.`]),
  ]
    .map(harmless)
    .join('\n');
}

function names(people: readonly { readonly name: string }[], count: number): string {
  const shown = people.slice(0, 10).map(({ name }) => name);
  return count > shown.length ? `${shown.join(', ')} and ${count - shown.length} more` : shown.join(', ');
}

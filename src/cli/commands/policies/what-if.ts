import { setTimeout } from 'node:timers/promises';
import { policies } from '#contracts/api/policies.ts';
import type { PolicyPreview, PolicyPreviewReport } from '#contracts/api/policy-previews.ts';
import type { Command } from '../../command.ts';
import { harmless, when } from '../../table.ts';
import { draftFlags, givenDraft } from './draft.ts';

const pauseMs = 500;

export const whatIfPolicies: Command = {
  noun: 'policies',
  verb: 'what-if',
  about: 'Says what a draft would change: who gets in, which connections are cut, which decisions differ.',
  flags: [
    ...draftFlags,
    { flags: '--all', about: 'Decide all recorded decisions again, not the newest 1,000.' },
  ],
  async run(context, given) {
    const changes = await givenDraft(context, given);
    const client = await context.api();
    const replay = given.has('all') ? 'all' : 'sample';
    let preview: PolicyPreview = await client.call(policies.preview, { body: { changes, replay } });
    let told = -1;
    while (preview.state === 'running') {
      if (preview.percent >= told + 10) context.say(`${(told = preview.percent)} %`);
      await setTimeout(pauseMs);
      preview = await client.call(policies.getPreview, { params: { preview: preview.id } });
    }
    context.show(preview, () =>
      preview.report === null ? `It was ${preview.state}.` : inWords(preview.report),
    );
    return preview.state === 'done' ? 0 : 1;
  },
};

function inWords({ impact, live, replay }: PolicyPreviewReport): string {
  const apps = impact.apps.flatMap(({ app, gains, loses, gaining, losing }) => [
    ...(gains === 0 ? [] : [`${app.name}: ${gains} more may open it (${names(gaining, gains)})`]),
    ...(loses === 0 ? [] : [`${app.name}: ${loses} may not open it any more (${names(losing, loses)})`]),
  ]);
  const cuts = live.connections.map(({ person, app }) => `  ${person.name} at ${app.name}`);
  const decisions = replay.decisions.map(
    ({ at, person, app, now, drafted, policies: by }) =>
      `  ${when(at)} ${person.name} at ${app.name}: ${now} → ${drafted}, by ${by.map(({ name }) => name).join(', ') || 'the draft'}`,
  );
  return [
    ...(apps.length === 0 ? ['Nobody gains or loses an app.'] : apps),
    ...(impact.complete ? [] : [`Only ${impact.checked} pairs of person and app were looked at.`]),
    `${live.cut} of ${live.checked} live connections would be cut.`,
    ...cuts,
    `${replay.differing} of ${replay.checked} recorded decisions would be different.`,
    ...decisions,
  ]
    .map(harmless)
    .join('\n');
}

function names(people: readonly { readonly name: string }[], count: number): string {
  const shown = people.slice(0, 10).map(({ name }) => name);
  return count > shown.length ? `${shown.join(', ')} and ${count - shown.length} more` : shown.join(', ');
}

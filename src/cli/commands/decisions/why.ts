import { decisions } from '#contracts/api/decisions.ts';
import { type Command, needed, UsageError } from '../../command.ts';
import { findPersonId } from '../../find.ts';
import { harmless } from '../../table.ts';

export const why: Command = {
  noun: 'decisions',
  verb: 'why',
  about: 'Says why a decision was made, or what would be decided if a person asked for an app now.',
  args: [
    { name: '<decision-or-person>', about: 'The id of a decision, or a person by e-mail address or id.' },
    { name: '[app]', about: 'With a person: the app, by name or id.' },
  ],
  flags: [
    { flags: '--from <address>', about: 'The address that they would come from; else this machine.' },
    { flags: '--at <time>', about: 'Another time than now, such as 2026-12-24T18:00Z.' },
    { flags: '--route <route>', about: 'A route of the app, by name or id.' },
  ],
  async run(context, given) {
    const client = await context.api();
    const first = needed(given.args[0], 'a decision or a person');
    const [, app] = given.args;
    if (app === undefined) {
      const decision = await client.call(decisions.get, { params: { decision: first } });
      context.show(decision, () => inWords(decision));
      return;
    }
    const address = given.text('from');
    const route = given.text('route');
    const answer = await client.call(decisions.why, {
      body: {
        person: await findPersonId(client, first),
        app,
        ...(address === undefined ? {} : { address }),
        ...(route === undefined ? {} : { route }),
        ...timeOf(given.text('at')),
      },
    });
    context.show(answer, () => inWords(answer));
  },
};

function timeOf(text: string | undefined): { readonly at?: number } {
  if (text === undefined) return {};
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new UsageError('--at is a time such as 2026-12-24T18:00Z');
  return { at };
}

interface Explained {
  readonly outcome: string;
  readonly text: string;
  readonly policyRevision: number;
  readonly need: {
    readonly maxAgeSeconds?: number | undefined;
    readonly methods?: readonly string[] | undefined;
  } | null;
  readonly policies: readonly {
    readonly title: string;
    readonly effect: string;
    readonly mode: string;
    readonly result: string;
    readonly message?: string | undefined;
  }[];
}

function inWords({ outcome, text, policyRevision, need, policies }: Explained): string {
  const voices = policies.map(({ title, effect, mode, result, message }) => {
    const how = result === 'error' ? `could not be evaluated: ${message ?? ''}` : 'is satisfied';
    return `  ${effect} "${title}" ${how}${mode === 'observe' ? ' (observing, without a say)' : ''}`;
  });
  const missing = need === null ? [] : [`Missing: ${needInWords(need)}.`];
  const heard = voices.length === 0 ? ['No policy spoke.'] : ['Policies that spoke:', ...voices];
  const lines = [`${outcome}: ${text}`, ...missing, ...heard, `Policy revision ${policyRevision}.`];
  return lines.map(harmless).join('\n');
}

function needInWords(need: NonNullable<Explained['need']>): string {
  const age = need.maxAgeSeconds === undefined ? [] : [`a sign-in at most ${need.maxAgeSeconds} s old`];
  const methods = need.methods === undefined ? [] : [`signing in by ${need.methods.join(' and ')}`];
  return [...age, ...methods].join(', ');
}

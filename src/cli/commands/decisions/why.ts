import { isIP } from 'node:net';
import { decisions, type WhyQuestion } from '#contracts/api/decisions.ts';
import { authenticationMethods, deviceClasses } from '#contracts/access.ts';
import { type Command, type Flag, type Given, needed, UsageError } from '../../command.ts';
import type { CommandContext } from '../../context.ts';
import { findHolderId } from '../../find.ts';
import { answerInWords, decisionInWords } from './explained-in-words.ts';

const flags: readonly Flag[] = [
  { flags: '--from <address>', about: 'The address that they would come from.' },
  {
    flags: '--at <time>',
    about:
      'Another time than now, such as 2026-12-24T18:00Z; in the past, what was recorded is decided again.',
  },
  { flags: '--path <path>', about: 'A path of the app; it decides which routes are asked for.' },
  { flags: '--method <method>', about: 'The HTTP method; GET unless said.' },
  { flags: '--route <route>', about: 'A route of the app, by name or id.' },
  {
    flags: '--signed-in-by <method...>',
    about: `How they would have signed in: ${authenticationMethods.join(', ')}.`,
  },
  {
    flags: '--device <class>',
    about: 'Another kind of device: unmanaged (a browser, nothing more) or managed.',
  },
];

/** `decisions why`: a recorded decision by its id, or a person and an app. */
export const why: Command = {
  noun: 'decisions',
  verb: 'why',
  about: 'Says why a decision was made, or why a person is or would be answered as they are.',
  args: [
    {
      name: '<decision-or-person>',
      about: 'The id of a decision, or a person by e-mail address or id, or a service account.',
    },
    { name: '[app]', about: 'With a person: the app, by name or id.' },
  ],
  flags,
  async run(context, given) {
    const first = needed(given.args[0], 'a decision or a person');
    const [, app] = given.args;
    if (app !== undefined) return askWhy(context, given, { first, app });
    const client = await context.api();
    const decision = await client.call(decisions.get, { params: { decision: first } });
    context.show(decision, () => decisionInWords(decision));
  },
};

/** `why`: the same for a person and an app, as a word of its own. */
export const whyWord: Command = {
  verb: 'why',
  about: 'Says why a person may or may not open an app: now, in the past (--at), or what if.',
  args: [
    { name: '<person>', about: 'By e-mail address or id; or a service account by name or id.' },
    { name: '<app>', about: 'By name or id.' },
  ],
  flags,
  run: (context, given) =>
    askWhy(context, given, {
      first: needed(given.args[0], 'a person'),
      app: needed(given.args[1], 'an app'),
    }),
};

async function askWhy(
  context: CommandContext,
  given: Given,
  { first, app }: { readonly first: string; readonly app: string },
): Promise<void> {
  const facts = factsOf(given);
  const client = await context.api();
  const body = { person: await findHolderId(client, first), app, ...facts };
  const answer = await client.call(decisions.why, { body });
  context.show(answer, () => answerInWords(answer, { person: first, app }));
}

function factsOf(given: Given): Omit<WhyQuestion, 'person' | 'app'> {
  const [address, route, path, method] = ['from', 'route', 'path', 'method'].map((name) => given.text(name));
  if (address !== undefined && isIP(address) === 0) throw new UsageError('--from is an IP address');
  if (path !== undefined && !path.startsWith('/')) throw new UsageError('--path begins with /');
  return {
    ...(address === undefined ? {} : { address }),
    ...(route === undefined ? {} : { route }),
    ...(path === undefined ? {} : { path }),
    ...(method === undefined ? {} : { method: method.toUpperCase() }),
    ...methodsOf(given.list('signed-in-by')),
    ...deviceOf(given.text('device')),
    ...timeOf(given.text('at')),
  };
}

function methodsOf(texts: readonly string[] | undefined): Pick<WhyQuestion, 'methods'> {
  if (texts === undefined) return {};
  const wrong = texts.find((text) => !authenticationMethods.some((method) => method === text));
  if (wrong !== undefined)
    throw new UsageError(`--signed-in-by is one of ${authenticationMethods.join(', ')}`);
  return { methods: authenticationMethods.filter((method) => texts.includes(method)) };
}

function deviceOf(text: string | undefined): Pick<WhyQuestion, 'device'> {
  if (text === undefined) return {};
  const device = deviceClasses.find((known) => known === text);
  if (device === undefined) throw new UsageError(`--device is ${deviceClasses.join(' or ')}`);
  return { device };
}

function timeOf(text: string | undefined): { readonly at?: number } {
  if (text === undefined) return {};
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new UsageError('--at is a time such as 2026-12-24T18:00Z');
  return { at };
}

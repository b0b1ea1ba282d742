import type { Client } from '#client/index.ts';
import { apps, type NewApp } from '#contracts/api/apps.ts';
import { type Command, type Given, needed, UsageError } from '../../command.ts';
import type { CommandContext } from '../../context.ts';

export const createApp: Command = {
  noun: 'apps',
  verb: 'create',
  about: 'Puts a web application behind Sallyport. Nobody may open it until a policy says so.',
  args: [{ name: '<name>', about: 'A short name, such as wiki.' }],
  flags: [
    {
      flags: '--upstream <url>',
      about: 'Where it runs: http://host:port or https://host:port.',
      needed: 'needed',
    },
    { flags: '--host <name>', about: 'Its public host name; else NAME.DOMAIN.' },
    { flags: '--title <text>', about: 'What people see.' },
    { flags: '--sensitivity <level>', about: 'low, medium or high.' },
    { flags: '--label <label...>', about: 'A label, such as env=prod.' },
    { flags: '--tag <tag...>', about: 'A tag to put it under.' },
    { flags: '--upstream-host <name>', about: 'The Host header that it wants; else the public one.' },
    { flags: '--upstream-ca <file>', about: 'PEM of the authority that vouches for its certificate.' },
    { flags: '--no-probe', about: 'Do not try the upstream first.' },
  ],
  async run(context, given) {
    const client = await context.api();
    const body = await bodyOf(context, given);
    if (!given.has('no-probe')) await probe(context, client, body.upstream);
    const app = await client.call(apps.create, { body });
    context.show(app, () =>
      [
        `${app.name} is at ${app.url ?? app.host ?? ''} and closed.`,
        ...(app.inForce ? [] : ['A gateway has not taken it in yet: its address works in a moment.']),
        'Let somebody in:',
        `  sallyport policies create ${app.name}-for-everybody --text 'permit (principal is Person, action == Action::"open", resource == App::"${app.name}");'`,
      ].join('\n'),
    );
  },
};

async function bodyOf(context: CommandContext, given: Given): Promise<NewApp> {
  const url = needed(given.text('upstream'), '--upstream');
  const ca = given.text('upstream-ca');
  const upstreamHost = given.text('upstream-host');
  const sensitivity = sensitivityOf(given.text('sensitivity'));
  const host = given.text('host');
  const title = given.text('title');
  const labels = given.list('label');
  const tags = given.list('tag');
  return {
    name: needed(given.args[0], 'the name'),
    upstream: {
      url,
      ...(upstreamHost === undefined ? {} : { host: upstreamHost }),
      ...(ca === undefined ? {} : { ca: await context.read(ca) }),
    },
    ...(host === undefined ? {} : { host }),
    ...(title === undefined ? {} : { title }),
    ...(sensitivity === undefined ? {} : { sensitivity }),
    ...(labels === undefined ? {} : { labels: [...labels] }),
    ...(tags === undefined ? {} : { tags: [...tags] }),
  };
}

function sensitivityOf(text: string | undefined): NewApp['sensitivity'] {
  if (text === undefined || text === 'low' || text === 'medium' || text === 'high') return text;
  throw new UsageError('--sensitivity is low, medium or high');
}

/** An upstream that does not answer is worth saying, and no reason to refuse: it may come up later. */
async function probe(context: CommandContext, client: Client, upstream: NewApp['upstream']): Promise<void> {
  const { reachable, said } = await client.call(apps.probe, { body: upstream });
  if (!reachable) context.say(`Note: ${said}`);
}

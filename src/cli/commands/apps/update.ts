import { type AppEdit, apps } from '#contracts/api/apps.ts';
import { type Command, type Given, needed, UsageError } from '../../command.ts';

export const updateApp: Command = {
  noun: 'apps',
  verb: 'update',
  about: 'Changes an app; what is not said stays. `apply` reads the rest of what there is to say.',
  examples: [
    'apps update wiki --title "The wiki" --sensitivity high',
    'apps update wiki --upstream http://127.0.0.1:9090',
  ],
  args: [{ name: '<app>', about: 'Its name or id.' }],
  flags: [
    { flags: '--upstream <url>', about: 'Where it runs; the rest of how it is reached stays.' },
    { flags: '--host <name>', about: 'Another public host name. What is open there is cut.' },
    { flags: '--title <text>', about: 'What people see.' },
    { flags: '--sensitivity <level>', about: 'low, medium or high.' },
    { flags: '--label <label...>', about: 'Its labels, in place of those before.' },
    { flags: '--tag <tag...>', about: 'Its tags, in place of those before.' },
  ],
  async run(context, given) {
    const client = await context.api();
    const app = await client.call(apps.get, { params: { app: needed(given.args[0], 'the app') } });
    const url = given.text('upstream');
    const body: AppEdit = {
      ...editOf(given),
      ...(url === undefined ? {} : { upstream: { ...app.upstream, url } }),
    };
    if (Object.keys(body).length === 0) throw new UsageError('say what is to be changed; see --help');
    const changed = await client.call(apps.update, {
      params: { app: app.id },
      version: app.version,
      body,
    });
    context.show(changed, () => `${changed.name} is changed.`);
  },
};

const levels = ['low', 'medium', 'high'] as const;

function editOf(given: Given): AppEdit {
  const [host, title, level] = ['host', 'title', 'sensitivity'].map((name) => given.text(name));
  const sensitivity = levels.find((known) => known === level);
  if (level !== undefined && sensitivity === undefined) {
    throw new UsageError('--sensitivity is low, medium or high');
  }
  const [labels, tags] = [given.list('label'), given.list('tag')];
  return {
    ...(host === undefined ? {} : { host }),
    ...(title === undefined ? {} : { title }),
    ...(sensitivity === undefined ? {} : { sensitivity }),
    ...(labels === undefined ? {} : { labels: [...labels] }),
    ...(tags === undefined ? {} : { tags: [...tags] }),
  };
}

import { installation } from '#contracts/api/installation.ts';
import { type Command, UsageError } from '../../command.ts';

export const recoverPolicies: Command = {
  noun: 'recover',
  verb: 'policies',
  about: 'Puts an earlier policy revision in force again; later policies stay, switched off.',
  args: [{ name: '<revision>', about: 'Its number, as `policies versions` shows it.' }],
  async run(context, given) {
    const revision = Number(given.args[0]);
    if (!Number.isSafeInteger(revision) || revision < 1) throw new UsageError('a revision is a number');
    const client = await context.api();
    const found = await client.call(installation.recoverPolicies, { body: { revision } });
    context.show(found, () => `Revision ${revision} is in force again, as revision ${found.revision}.`);
  },
};

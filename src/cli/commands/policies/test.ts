import { policies } from '#contracts/api/policies.ts';
import { type Command, needed, UsageError } from '../../command.ts';
import { harmless, table, when } from '../../table.ts';
import { draftFlag, givenDraft } from './draft.ts';
import { specOf, testFlags } from './test-spec.ts';
import { exitCodes } from '../../exit-codes.ts';

export const testPolicies: Command = {
  noun: 'policies',
  verb: 'test',
  about: 'Runs every policy test, on a draft with --file; exit code 1 when one does not hold.',
  flags: [draftFlag],
  async run(context, given) {
    const changes = given.text('file') === undefined ? undefined : await givenDraft(context, given);
    const client = await context.api();
    const found = await client.call(policies.test, { body: changes === undefined ? {} : { changes } });
    context.show(found, () =>
      found.items
        .map(({ sentence, holds, why }) =>
          harmless(`${holds ? 'holds' : 'BROKEN'}  ${sentence}${why === null ? '' : `: ${why}`}`),
        )
        .join('\n'),
    );
    return found.holds ? exitCodes.done : exitCodes.no;
  },
};

export const listTests: Command = {
  noun: 'policies',
  verb: 'tests',
  about: 'Lists the sentences that every write of policies must keep true.',
  async run(context) {
    const client = await context.api();
    const { items } = await client.call(policies.listTests, {});
    context.show({ items }, () =>
      table(items, [
        { heading: 'SENTENCE', of: ({ sentence }) => sentence },
        { heading: 'BROKEN SINCE (UTC)', of: ({ brokenSince }) => when(brokenSince) },
        { heading: 'WHY', of: ({ brokenWhy }) => brokenWhy },
        { heading: 'ID', of: ({ id }) => id },
      ]),
    );
  },
};

export const addTest: Command = {
  noun: 'policies',
  verb: 'add-test',
  about: 'Adds a sentence that every write of policies must keep true.',
  args: [
    { name: '<who>', about: 'group:NAME, or a person by e-mail address or id.' },
    { name: '<says>', about: '`can` or `can-never`.' },
    { name: '<what>', about: 'An app by name or id, or tag:NAME.' },
  ],
  flags: testFlags,
  async run(context, given) {
    const spec = specOf(given);
    const client = await context.api();
    const test = await client.call(policies.addTest, { body: spec });
    context.show(test, () => harmless(`${test.sentence}: kept as ${test.id}.`));
  },
};

export const removeTest: Command = {
  noun: 'policies',
  verb: 'remove-test',
  about: 'Removes a sentence.',
  args: [{ name: '<test>', about: 'Its id, as `policies tests` shows it.' }],
  async run(context, given) {
    const test = needed(given.args[0], 'the test');
    if (!test.startsWith('pts_')) throw new UsageError(`${test} is no id of a test`);
    const client = await context.api();
    await client.call(policies.removeTest, { params: { test } });
    context.show({ removed: test }, () => `${test} is removed.`);
  },
};

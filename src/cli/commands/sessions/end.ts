import { sessions } from '#contracts/api/sessions.ts';
import { type Command, UsageError } from '../../command.ts';
import { findPersonId } from '../../find.ts';

export const endSessions: Command = {
  noun: 'sessions',
  verb: 'end',
  about: 'Ends a session, all of a person, or all there are, and cuts what is open on them.',
  args: [{ name: '[session]', about: 'The id of one session.' }],
  flags: [
    { flags: '--person <person>', about: 'All of this person, by e-mail address or id.' },
    { flags: '--all', about: 'All of everybody.' },
  ],
  async run(context, given) {
    const [session] = given.args;
    const person = given.text('person');
    const named = [session !== undefined, person !== undefined, given.has('all')].filter(Boolean);
    if (named.length !== 1) throw new UsageError('name one session, or --person, or --all');
    const client = await context.api();
    const { ended } =
      session !== undefined
        ? await client.call(sessions.end, { params: { session } })
        : person !== undefined
          ? await client.call(sessions.endAllOf, { params: { person: await findPersonId(client, person) } })
          : await client.call(sessions.endAll);
    context.show({ ended }, () => (ended === 1 ? '1 session ended.' : `${ended} sessions ended.`));
  },
};

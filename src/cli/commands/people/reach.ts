import { isIP } from 'node:net';
import { access, type PersonReach, type WayIn } from '#contracts/api/access.ts';
import { type Command, needed, UsageError } from '../../command.ts';
import { findPersonId } from '../../find.ts';
import { harmless, table } from '../../table.ts';

/** `people reach`: what an account opens, for its owner and for somebody who stole it. */
export const reachOfPerson: Command = {
  noun: 'people',
  verb: 'reach',
  about: 'Says what somebody can reach by which policy, and what a thief of their session could.',
  args: [{ name: '<person>', about: 'Their e-mail address or id.' }],
  flags: [
    { flags: '--stolen', about: 'Only what a thief of their session would open.' },
    { flags: '--from <address>', about: 'Where the thief comes from; else an address nothing is known of.' },
  ],
  examples: [
    'people reach ada@example.org',
    'people reach ada@example.org --stolen',
    'people reach ada@example.org --stolen --from 203.0.113.7 --json',
  ],
  async run(context, given) {
    const from = given.text('from');
    if (from !== undefined && isIP(from) === 0) throw new UsageError('--from is an IP address');
    const client = await context.api();
    const person = await findPersonId(client, needed(given.args[0], 'the person'));
    const whole = await client.call(access.person, {
      params: { person },
      query: from === undefined ? {} : { from },
    });
    const reach = given.has('stolen') ? stolenOnly(whole) : whole;
    context.show(reach, () => inWords(reach).map(harmless).join('\n'));
  },
};

function stolenOnly(reach: PersonReach): PersonReach {
  return { ...reach, apps: reach.apps.filter(({ stolen }) => stolen.outcome === 'allow') };
}

function inWords({ person, apps, stolen, administers, ...reach }: PersonReach): readonly string[] {
  const minutes = Math.round(stolen.ageSeconds / 60);
  const of = stolen.sessions > 1 ? `, of ${stolen.sessions} the one that opens most` : '';
  const session =
    stolen.session === null
      ? 'a sign-in that is assumed, since they are not signed in'
      : `session ${stolen.session}${of}`;
  return [
    `${person.name}: a thief comes from ${stolen.address} with ${session} (${stolen.methods.join(' ')}, ${minutes} minutes old).`,
    ...(administers.stolen.length > 0
      ? [`Whoever has that administers Sallyport: ${administers.stolen.join(', ')}.`]
      : []),
    ...(reach.groupsKnown ? [] : ['Their groups are unknown now.']),
    ...table(apps, [
      { heading: 'APP', of: ({ app }) => app.name },
      { heading: 'PART', of: ({ route }) => (route === null ? 'all' : `only ${route}`) },
      { heading: 'SIGNED IN', of: ({ signedIn }) => signedIn.outcome },
      { heading: 'STOLEN', of: (one) => one.stolen.outcome },
      { heading: 'POLICIES', of: ({ signedIn, stolen: thief }) => policiesOf(signedIn, thief) },
    ]).split('\n'),
    `By version ${reach.policyRevision} of the policies; ${reach.refused} apps stay shut either way.`,
    ...(reach.notLookedAt > 0 ? [`${reach.notLookedAt} were too many to look at.`] : []),
  ];
}

function policiesOf(...ways: readonly WayIn[]): string {
  const names = ways.flatMap(({ outcome, policies }) =>
    outcome === 'deny' ? [] : policies.map(({ name }) => name),
  );
  return [...new Set(names)].join(', ');
}

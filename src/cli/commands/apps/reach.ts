import { access, type AppReach } from '#contracts/api/access.ts';
import { type Command, needed } from '../../command.ts';
import { harmless, table } from '../../table.ts';

/** Names shown of each policy. */
const fewNames = 5;

/** `apps reach`: who gets at an app and at each of its routes, people and programs, by which policy. */
export const reachOfApp: Command = {
  noun: 'apps',
  verb: 'reach',
  about: 'Says who can reach an app and its routes, people and programs, and by which policy.',
  args: [{ name: '<app>', about: 'Its name or id.' }],
  examples: ['apps reach wiki', 'apps reach wiki --json'],
  async run(context, given) {
    const client = await context.api();
    const app = needed(given.args[0], 'the app');
    const reach = await client.call(access.app, { params: { app } });
    context.show(reach, () => inWords(reach).map(harmless).join('\n'));
  },
};

function inWords(reach: AppReach): readonly string[] {
  const { app, people, publicPaths, routes } = reach;
  return [
    ...(reach.public ? [`${app.name} is open to anybody, without a sign-in.`] : []),
    ...(publicPaths.length > 0 ? [`Open to anybody: ${publicPaths.join(' ')}`] : []),
    `${app.name}: ${reach.reach} of ${people.of} people${strongerInWords(reach)}.`,
    ...(people.looked < people.of ? [`Only ${people.looked} people could be looked at.`] : []),
    ...(reach.unknownGroups > 0 ? [`The groups of ${reach.unknownGroups} people are unknown now.`] : []),
    ...policiesInWords(reach.policies),
    ...routes.flatMap((route) => [
      '',
      `The route ${route.name} (${route.patterns.join(' ')}): ${route.reach} people${strongerInWords(route)}; ${route.onlyThis} of them reach only this.`,
      ...policiesInWords(route.policies),
    ]),
    ...programsInWords(reach),
    `By version ${reach.policyRevision} of the policies.`,
  ];
}

function strongerInWords({ stronger }: Pick<AppReach, 'stronger'>): string {
  return stronger === 0 ? '' : `, ${stronger} more after a stronger sign-in`;
}

function policiesInWords(policies: AppReach['policies']): readonly string[] {
  if (policies.length === 0) return [];
  const listed = table(policies, [
    { heading: 'POLICY', of: ({ policy }) => policy.name },
    { heading: 'PEOPLE', of: ({ people }) => String(people) },
    {
      heading: 'SUCH AS',
      of: ({ names, people }) => {
        const few = names.slice(0, fewNames).map(({ name }) => name);
        return [...few, ...(people > few.length ? ['…'] : [])].join(', ');
      },
    },
  ]);
  return listed.split('\n');
}

function programsInWords({ programs, programsOf }: AppReach): readonly string[] {
  if (programsOf === 0) return [];
  const listed = table(programs, [
    { heading: 'PROGRAM', of: ({ name }) => name },
    { heading: 'PART', of: ({ route }) => (route === null ? 'all' : `only ${route}`) },
    { heading: 'KEY', of: ({ hasKey }) => (hasKey ? 'works' : 'none now') },
    { heading: 'POLICIES', of: ({ policies }) => policies.map(({ name }) => name).join(', ') },
  ]);
  const more = programsOf - programs.length;
  return ['', ...listed.split('\n'), ...(more > 0 ? [`and ${more} more programs`] : [])];
}

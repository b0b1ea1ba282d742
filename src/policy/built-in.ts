/** A policy as it is written when an installation is claimed; from then on it is a row like any other. */
export interface BuiltInPolicy {
  readonly title: string;
  readonly text: string;
}

/** The policies that an installation starts with: ordinary ones, which owners may change. */
export const builtInPolicies: readonly BuiltInPolicy[] = [
  {
    title: 'Owners open the console',
    text: `permit (
  principal is Person,
  action == Action::"open",
  resource == App::"console"
)
when { principal.roles.contains("owner") };
`,
  },
  {
    title: 'Owners administer everything',
    text: `permit (
  principal is Person,
  action in Action::"administer",
  resource
)
when { principal.roles.contains("owner") };
`,
  },
  {
    title: 'Everybody opens the portal',
    text: `permit (
  principal is Person,
  action == Action::"open",
  resource == App::"portal"
);
`,
  },
];

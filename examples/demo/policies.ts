import type { AppName, GroupName } from './cast.ts';

/** A policy of the story. */
export interface StoryPolicy {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly mode?: 'observe';
}

/** The head of a policy: an effect for somebody who opens something. */
function head(effect: 'permit' | 'forbid', who: string, what: string): string {
  return `${effect} (\n  principal ${who},\n  action == Action::"open",\n  resource${what}\n)`;
}

const group = (name: GroupName): string => `in Group::"${name}"`;
const app = (name: AppName): string => ` in App::"${name}"`;

/** Whoever is in a group may open an app. */
function opens(who: GroupName, what: AppName, title: string): StoryPolicy {
  return { name: `${who}-${what}`, title, text: `${head('permit', group(who), app(what))};` };
}

/** Nobody opens an app, but under a condition; who is refused reads the advice. */
function refuses(what: AppName, advice: string, condition: string): string {
  return `@advice("${advice}")\n${head('forbid', 'is Person', app(what))}\n${condition};`;
}

/** What holds from the first day. */
export const firstPolicies: readonly StoryPolicy[] = [
  opens('staff', 'wiki', 'Staff read the wiki'),
  opens('staff', 'tickets', 'Staff work on tickets'),
  opens('engineering', 'builds', 'Engineers open source and builds'),
  opens('engineering', 'ops', 'Engineers watch the operations panel'),
  {
    name: 'contractors-tickets',
    title: 'Contractors work on tickets in office hours',
    text: `${head('permit', group('contractors'), app('tickets'))}
when {
  context.time.weekday <= 5 &&
  context.time.minute >= 7 * 60 && context.time.minute < 20 * 60
};`,
  },
  {
    name: 'finance-payroll',
    title: 'Finance opens payroll with a fresh sign-in',
    text: `@advice("Payroll wants to be sure that it is you: sign in again.")
${head('permit', group('finance'), app('payroll'))}
when {
  context.authn.methods.containsAny(["otp", "hwk"]) &&
  context.authn.ageSeconds < 1800
};`,
  },
  {
    name: 'paying-fresh',
    title: 'Paying wages wants a sign-in of the last minute',
    text: refuses(
      'payroll',
      'Before wages are paid we make sure that it is you.',
      `when { resource has route && resource.route == "pay" }
unless { context.authn.ageSeconds < 60 }`,
    ),
  },
  {
    name: 'payroll-from-the-office',
    title: 'Payroll from the office only',
    text: `// 127.0.0.0/8 is this machine, from which you try the demo.
${refuses(
  'payroll',
  "Payroll opens from the office only. Come in, or use the office's VPN.",
  `unless {
  context.network.address.isInRange(ip("10.20.0.0/16")) ||
  context.network.address.isInRange(ip("127.0.0.0/8")) ||
  context.network.address.isInRange(ip("::1/128"))
}`,
)}`,
  },
  {
    name: 'production-on-call',
    title: 'Only whoever is on call changes production',
    text: refuses(
      'ops',
      'Only whoever is on call this week changes production. Ask them in #on-call.',
      `when { resource has route && resource.route == "admin" }
unless { principal in Group::"on-call" }`,
    ),
  },
];

/** Written after a contractor had tried the payroll. */
export const contractorsPolicy: StoryPolicy = {
  name: 'contractors-no-restricted',
  title: 'Contractors never see restricted data',
  text: `@advice("This holds data that only staff may see. Ask whoever you work for to show you what you need.")
${head('forbid', group('contractors'), '')}
when { resource has sensitivity && resource.sensitivity == "high" };`,
};

/** Looked at for a while before it has a say. */
export const observedPolicy: StoryPolicy = {
  name: 'builds-two-hours',
  title: 'Builds want a sign-in of the last two hours',
  mode: 'observe',
  text: refuses(
    'builds',
    'Sign in again: builds want a sign-in of the last two hours.',
    'unless { context.authn.ageSeconds < 7200 }',
  ),
};

/** A mistake of the second week, rolled back within the hour. */
export const hastyPolicy: StoryPolicy = {
  name: 'tickets-close-at-four',
  title: 'Tickets close at four',
  text: refuses('tickets', 'Tickets are closed from four on.', 'when { context.time.minute >= 16 * 60 }'),
};

/** Sentences that every later write has to keep true. */
export const tests: readonly {
  readonly says: 'can' | 'can-never';
  readonly group: GroupName;
  readonly app: AppName;
}[] = [
  { says: 'can', group: 'staff', app: 'wiki' },
  { says: 'can', group: 'finance', app: 'payroll' },
  { says: 'can-never', group: 'support', app: 'ops' },
];

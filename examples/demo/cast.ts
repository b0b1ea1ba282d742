/** Who is in the story, what is protected, and by which policies: all of it as a customer would write it. */

export const organisation = 'Harbour & Finch';

/** One for everybody, so that whoever tries the demo has one thing to type. Beside it stands a one-time code. */
export const sharedPassword = 'four walls and two doors';

/** Somebody of the story. */
export interface CastMember {
  readonly name: string;
  readonly email: string;
  readonly title: string;
  readonly groups: readonly GroupName[];
  readonly roles?: readonly ('owner' | 'auditor')[];
  /** Where they usually work from. */
  readonly address: string;
  /** What they open in a day, the more often the earlier they stand. */
  readonly opens: readonly AppName[];
  /** The last day on which they work, counted from the first one of the story; absent: they stay. */
  readonly lastDay?: number;
}

export type GroupName = 'staff' | 'engineering' | 'finance' | 'support' | 'on-call' | 'contractors';
export type AppName = 'wiki' | 'tickets' | 'builds' | 'payroll' | 'ops';

export const groups: readonly {
  readonly name: GroupName;
  readonly description: string;
  readonly parents?: readonly GroupName[];
}[] = [
  { name: 'staff', description: 'Everybody who is employed here' },
  { name: 'engineering', description: 'Builds and runs our software', parents: ['staff'] },
  { name: 'finance', description: 'Wages, invoices, books', parents: ['staff'] },
  { name: 'support', description: 'Talks to customers', parents: ['staff'] },
  { name: 'on-call', description: 'Who may change production this week' },
  { name: 'contractors', description: 'Work with us, and are not employed' },
];

const at = (name: string): string => `${name}@harbourfinch.example`;

// Addresses are of the ranges that are kept for examples (RFC 5737), and of an office of our own.
export const cast: readonly [CastMember, ...CastMember[]] = [
  {
    name: 'Olga Brandt',
    email: at('olga'),
    title: 'Head of platform',
    groups: ['engineering'],
    roles: ['owner'],
    address: '10.20.4.11',
    opens: ['wiki', 'builds', 'ops'],
  },
  {
    name: 'Amir Haddad',
    email: at('amir'),
    title: 'Engineer',
    groups: ['engineering', 'on-call'],
    address: '10.20.4.23',
    opens: ['builds', 'ops', 'wiki', 'tickets'],
  },
  {
    name: 'Priya Nair',
    email: at('priya'),
    title: 'Engineer',
    groups: ['engineering'],
    address: '198.51.100.34',
    opens: ['builds', 'wiki', 'ops', 'tickets'],
  },
  {
    name: 'Tom Okafor',
    email: at('tom'),
    title: 'Engineer',
    groups: ['engineering'],
    address: '10.20.4.31',
    opens: ['builds', 'wiki', 'tickets'],
  },
  {
    name: 'Ines Duarte',
    email: at('ines'),
    title: 'Engineer',
    groups: ['engineering'],
    address: '198.51.100.77',
    opens: ['builds', 'wiki'],
  },
  {
    name: 'Lena Vogel',
    email: at('lena'),
    title: 'Head of finance',
    groups: ['finance'],
    address: '10.20.7.5',
    opens: ['payroll', 'wiki', 'tickets'],
  },
  {
    name: 'Marco Rossi',
    email: at('marco'),
    title: 'Accountant',
    groups: ['finance'],
    address: '10.20.7.9',
    opens: ['wiki', 'payroll'],
  },
  {
    name: 'Jonas Weber',
    email: at('jonas'),
    title: 'Support',
    groups: ['support'],
    address: '10.20.9.2',
    opens: ['tickets', 'wiki'],
  },
  {
    name: 'Sofia Almeida',
    email: at('sofia'),
    title: 'Support',
    groups: ['support'],
    address: '198.51.100.120',
    opens: ['tickets', 'wiki'],
  },
  {
    name: 'Ruth Adler',
    email: at('ruth'),
    title: 'Auditor',
    groups: ['staff'],
    roles: ['auditor'],
    address: '10.20.1.8',
    opens: ['wiki'],
  },
  {
    name: 'Dana Kim',
    email: at('dana'),
    title: 'Contractor, design',
    groups: ['contractors'],
    address: '203.0.113.40',
    opens: ['tickets'],
  },
  {
    name: 'Viktor Petrov',
    email: at('viktor'),
    title: 'Contractor, until last week',
    groups: ['contractors'],
    address: '203.0.113.58',
    opens: ['tickets', 'builds'],
    lastDay: 7,
  },
];

/** An app of the story. */
export interface StoryApp {
  readonly name: AppName;
  readonly title: string;
  readonly sensitivity: 'low' | 'medium' | 'high';
  readonly labels: readonly string[];
  readonly routes?: readonly { readonly name: string; readonly patterns: readonly string[] }[];
  /** Paths that people open in a day. */
  readonly paths: readonly string[];
}

export const apps: readonly StoryApp[] = [
  {
    name: 'wiki',
    title: 'Wiki',
    sensitivity: 'low',
    labels: [],
    paths: ['/', '/onboarding', '/holidays', '/incident-guide'],
  },
  {
    name: 'tickets',
    title: 'Tickets',
    sensitivity: 'medium',
    labels: ['customers'],
    paths: ['/', '/1041', '/1044', '/1052'],
  },
  {
    name: 'builds',
    title: 'Source and builds',
    sensitivity: 'medium',
    labels: ['source'],
    paths: ['/', '/harbour-api', '/finch-web'],
  },
  {
    name: 'payroll',
    title: 'Payroll',
    sensitivity: 'high',
    labels: ['restricted', 'wages'],
    routes: [{ name: 'pay', patterns: ['/pay'] }],
    paths: ['/', '/november'],
  },
  {
    name: 'ops',
    title: 'Operations panel',
    sensitivity: 'high',
    labels: ['production'],
    routes: [{ name: 'admin', patterns: ['/admin', '/admin/**'] }],
    paths: ['/', '/services'],
  },
];

import { said } from '../../texts/said.ts';

/** Something to do: a sentence, and where it is done: a page of the console, or an app of the demo. */
export interface Deed {
  readonly text: string;
  readonly to?: string;
  readonly app?: string;
  /** A path in that app. */
  readonly path?: string;
}

/** One step of the walk through the demo. */
export interface WalkStep {
  readonly id: string;
  readonly title: string;
  /** Whom to be; names of people are not translated. */
  readonly as: readonly string[];
  readonly deeds: readonly Deed[];
  /** What is to be seen then. */
  readonly see: string;
}

/** The eight steps, in order. Each can be done alone. */
export const steps: readonly WalkStep[] = [
  {
    id: 'refused',
    title: said('Somebody is refused, and can know why'),
    as: ['Dana Kim', 'Olga Brandt'],
    deeds: [
      { text: said('In a private window, open Payroll and sign in as Dana, a contractor.'), app: 'payroll' },
      { text: said('Read what Dana is told.') },
      {
        text: said(
          'Back here as Olga, open the newest of the decisions about Dana and payroll, by its reason.',
        ),
        to: '/decisions',
      },
      { text: said('Press “Why?” there.') },
    ],
    see: said(
      'Dana read the advice of the policy that refused and a number, nothing about how the policies are made. Olga finds the decision by that number, with every fact it used, the policies that spoke, and what became of each other one.',
    ),
  },
  {
    id: 'group',
    title: said('Give access by a group'),
    as: ['Priya Nair', 'Olga Brandt'],
    deeds: [
      {
        text: said(
          'In a private window, open “Change production” of the operations panel as Priya: it is refused.',
        ),
        app: 'ops',
        path: '/admin',
      },
      { text: said('Here as Olga, open the group on-call and put Priya in.'), to: '/groups/on-call' },
      { text: said('Load Priya’s page again.') },
    ],
    see: said(
      'It opens at once, without another sign-in. Take her out again while the page is open, and the next click is refused.',
    ),
  },
  {
    id: 'fresh',
    title: said('Ask for a fresh sign-in where it matters'),
    as: ['Lena Vogel', 'Olga Brandt'],
    deeds: [
      {
        text: said(
          'In a private window, open Payroll as Lena, head of finance, and stay for more than a minute.',
        ),
        app: 'payroll',
      },
      { text: said('Press “Pay November”, and sign in as Lena once more.') },
      {
        text: said('As Olga, ask what would be if Lena tried it from a café.'),
        to: '/why?person=lena@harbourfinch.example&app=payroll&address=203.0.113.7',
      },
    ],
    see: said(
      'Paying wants a sign-in of the last minute. Lena is asked for what is missing, and comes to where she wanted to go. The rest of Payroll did not ask. From a café no sign-in helps: the answer names the policy, and from where Payroll would open.',
    ),
  },
  {
    id: 'cut',
    title: said('Cut what is open'),
    as: ['Olga Brandt'],
    deeds: [
      { text: said('Open the builds in a window beside this one: a log runs in it.'), app: 'builds' },
      {
        text: said(
          'In the live connections, press “Cut this connection” in the row with your name and builds. Then press “End session” in the row of somebody else.',
        ),
        to: '/live',
      },
    ],
    see: said(
      'The log stops in the middle and says when; it comes back, since the policies still allow it. Whose session was ended is gone until they have signed in again: these five do so by themselves, after half a minute.',
    ),
  },
  {
    id: 'observe',
    title: said('Try a policy before it has a say'),
    as: ['Olga Brandt'],
    deeds: [
      {
        text: said('Open “Builds want a sign-in of the last two hours”: so far it has only observed.'),
        to: '/policies/builds-two-hours',
      },
      {
        text: said(
          'At the end of the page, choose “Enforce”, but do not save. Then press “Work it out”, just above, beside “What this changes”.',
        ),
      },
    ],
    see: said(
      'Out of two weeks of recorded decisions, those that would have come out otherwise, by name: allowed then, asked to sign in again now. Nothing has changed yet; whether to save is up to you.',
    ),
  },
  {
    id: 'mistake',
    title: said('Make a mistake that is not let through'),
    as: ['Olga Brandt'],
    deeds: [
      {
        text: said('Open “Finance opens payroll with a fresh sign-in”.'),
        to: '/policies/finance-payroll',
      },
      { text: said('In the text, write "support" in place of "finance". Then press “Save and publish”.') },
    ],
    see: said(
      'It is not published: “everybody in finance can open payroll” would not hold any more. Somebody wrote that sentence down on the first day, so nobody has to remember it.',
    ),
  },
  {
    id: 'back',
    title: said('Find out what happened, and go back'),
    as: ['Olga Brandt'],
    deeds: [
      {
        text: said('In the versions, look at “Support wants quiet afternoons” and the one after it.'),
        to: '/policies/history',
      },
      { text: said('Press “What changed” in both lines.') },
    ],
    see: said(
      'A policy closed the tickets at four; two people ran into it, and within the hour Olga went back. Each version can be had again with one click, and says who made it and why.',
    ),
  },
  {
    id: 'verify',
    title: said('Check the record'),
    as: ['Olga Brandt'],
    deeds: [{ text: said('In the audit, press “Verify the chain”.'), to: '/audit' }],
    see: said(
      'Everything of the two weeks and everything you did just now stands in chains that show every alteration: the guesses of one night, too.',
    ),
  },
];

import type { App } from '#contracts/api/apps.ts';
import type { Person } from '#contracts/api/people.ts';
import type { ProviderView } from '#contracts/api/providers.ts';
import type { VersionedPolicy } from '#contracts/policies.ts';

/** Policies before and after, every one of them, on or off, in the form that is stored. */
export interface JudgedPolicies {
  readonly type: 'policies';
  /** The version that they were changed from. */
  readonly base: number;
  readonly revision: number;
  readonly before: readonly VersionedPolicy[];
  readonly after: readonly VersionedPolicy[];
  readonly message: string;
}

/** What of an app policies speak of, beside the app itself. */
export interface Spoken {
  /** Tags that it comes under and that permits name. */
  readonly tagsGained: readonly string[];
  /** Tags that it leaves and that forbids name. */
  readonly tagsLost: readonly string[];
  /** Whether policies ask for labels, or for sensitivity. */
  readonly labels: boolean;
  readonly sensitivity: boolean;
  /** Whether they name one of its routes. */
  readonly routes: boolean;
}

/** An app before and after; without a before it is new. */
export interface JudgedApp {
  readonly type: 'app';
  readonly before?: App;
  readonly after: App;
  readonly spoken: Spoken;
}

/** A person before and after, and whether policies let them administer. */
export interface JudgedPerson {
  readonly type: 'person';
  readonly before?: Person;
  readonly after: Person;
  readonly administers: boolean;
  /** Whether policies about administration ask for labels. */
  readonly labelsAdminister: boolean;
}

/** A provider of sign-ins before and after. */
export interface JudgedProvider {
  readonly type: 'provider';
  readonly before?: ProviderView;
  readonly after: ProviderView;
}

/** What is one thing that happens or does not. */
export interface JudgedDeed {
  readonly type: 'deed';
  readonly deed:
    | 'test-removed'
    | 'tag-moved'
    | 'group-of-administrators'
    | 'reset-link-of-administrator'
    | 'token-for-another'
    | 'program-made'
    | 'program-opens-more'
    | 'join-token'
    | 'gateway-enabled'
    | 'zone-changed';
  readonly id: string;
  readonly name: string;
  /** What exactly, so that nothing else is carried out in its place. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What a write changes, as far as it may weaken. */
export type Judged = JudgedPolicies | JudgedApp | JudgedPerson | JudgedProvider | JudgedDeed;

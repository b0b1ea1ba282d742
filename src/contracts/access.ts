import type {
  AppId,
  DecisionId,
  GroupId,
  PersonId,
  PolicyId,
  RouteId,
  ServiceAccountId,
  ServiceKeyId,
  SessionId,
} from '#base/ids.ts';

/**
 * How a person proved who they are, by the names of RFC 8176 where it has one: `pwd` a password, `otp` a
 * one-time password, `hwk` a key that the person holds (a passkey), `rec` a recovery code, `fed` another
 * provider's word, `key` a service account's key.
 */
export const authenticationMethods = ['pwd', 'otp', 'hwk', 'rec', 'fed', 'key'] as const;
export type AuthenticationMethod = (typeof authenticationMethods)[number];

/** What a sign-in proved, and when. It belongs to a host's token, so that it does not rise by itself. */
export interface Strength {
  readonly methods: readonly AuthenticationMethod[];
  /** When the person last proved it, milliseconds since the Unix epoch. */
  readonly authenticatedAt: number;
}

/** A human as policy sees them. */
export interface PersonFacts {
  readonly kind: 'person';
  readonly id: PersonId;
  /** Who vouches for this person, and by what stable name; never an e-mail address. */
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly email?: string;
  /** Administrative roles such as `owner`, `admin`, `auditor`. */
  readonly roles: readonly string[];
  readonly labels: readonly string[];
  /** Every group the person is in, directly or through other groups. Absent is unknown, not none. */
  readonly groups?: readonly GroupFacts[];
}

/** A program that calls protected apps with a key of its own. */
export interface ServiceAccountFacts {
  readonly kind: 'service-account';
  readonly id: ServiceAccountId;
  readonly name: string;
  /** Who answers for it; absent where nobody does, or where they are disabled: policy then sees no owner. */
  readonly owner?: PersonId;
  /** The only apps that it may open at all, whatever policies say. */
  readonly apps: readonly AppId[];
  readonly roles: readonly string[];
  readonly labels: readonly string[];
  readonly groups?: readonly GroupFacts[];
}

export interface GroupFacts {
  readonly id: GroupId;
  readonly name: string;
  /** Ids of the groups that this one is directly in. */
  readonly parents: readonly GroupId[];
}

export type PrincipalFacts = PersonFacts | ServiceAccountFacts;

/** An app as policy sees it. */
export interface AppFacts {
  readonly type: 'App';
  readonly id: AppId;
  /** The short name that policy text may use, such as `payroll`; unique. */
  readonly name: string;
  readonly kind: 'web' | 'tcp' | 'federated';
  /** One of `console`, `portal`, `signin`, `api` for our own; absent for everybody else's. */
  readonly system?: string;
  readonly sensitivity: 'low' | 'medium' | 'high';
  readonly labels: readonly string[];
  /** Names of the tags the app is under, directly or through other tags. */
  readonly tags: readonly TagFacts[];
}

export interface TagFacts {
  readonly name: string;
  /** Names of the tags that this one is directly under. */
  readonly parents: readonly string[];
}

/** A named part of a web app. */
export interface RouteFacts {
  readonly id: RouteId;
  readonly name: string;
}

/** The types of what can be administered, as policies name them. */
export const managedTypes = [
  'Organisation',
  'Person',
  'ServiceAccount',
  'Group',
  'Policy',
  'Audit',
  'Gateway',
  'Session',
  'App',
] as const;

/** What an administrative request is about. */
export interface ManagedFacts {
  readonly type: (typeof managedTypes)[number];
  readonly id: string;
}

/** The verbs of administration; `administer` in a policy covers them all. */
export const administrativeActions = [
  'read',
  'write',
  'publish',
  'cut',
  'readAudit',
  'export',
  'grantRole',
  'manageKeys',
] as const;
export type AdministrativeAction = (typeof administrativeActions)[number];

/** Where a request came from. Country and ASN are absent for private and unknown addresses. */
export interface NetworkFacts {
  readonly address: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly asn?: number;
}

/** Kinds of devices, as policies name them. */
export const deviceClasses = ['unmanaged', 'managed'] as const;

export interface DeviceFacts {
  /** `unmanaged` is a browser without an enrolled device behind it. */
  readonly class: (typeof deviceClasses)[number];
  readonly id?: string;
  /** Fresh facts only, by name; an expired fact is not here. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface RiskFacts {
  readonly level: 'low' | 'medium' | 'high';
  /** 0 to 100. */
  readonly score: number;
  readonly signals: readonly string[];
}

/** All that a decision depends on. `decide` reads nothing else: no clock, no database, no chance. */
export interface DecisionInput {
  readonly principal: PrincipalFacts;
  /** The session, or the key of a service account. */
  readonly session?: { readonly id: SessionId | ServiceKeyId };
  readonly action: 'open' | AdministrativeAction;
  readonly resource: AppFacts | ManagedFacts;
  readonly route?: RouteFacts;
  readonly authn: Strength;
  readonly device: DeviceFacts;
  readonly network: NetworkFacts;
  readonly risk?: RiskFacts;
  readonly http?: { readonly method: string; readonly path: string };
  readonly time: {
    /** Milliseconds since the Unix epoch. */
    readonly at: number;
    /** The organisation's zone, an IANA name such as `Europe/Berlin`. */
    readonly zone: string;
  };
}

/** What a stronger sign-in would have to bring. Only what is missing is set. */
export interface Need {
  /** The sign-in must be at most this many seconds old. */
  readonly maxAgeSeconds?: number;
  readonly methods?: readonly AuthenticationMethod[];
}

/** One policy that had a say. */
export interface PolicyVoice {
  readonly policy: PolicyId;
  readonly title: string;
  readonly effect: 'permit' | 'forbid';
  readonly mode: 'enforce' | 'observe';
  /** `error`: evaluation failed, which counts against the request. */
  readonly result: 'satisfied' | 'error';
  readonly message?: string;
  /** Text for the person who is refused, from `@advice`. */
  readonly advice?: string;
  /** Set by `@private`: the person learns nothing of this policy. */
  readonly private?: true;
}

export type Outcome = 'allow' | 'deny' | 'challenge';

/** The answer to a request, with all that explains it. */
export interface Decision {
  readonly outcome: Outcome;
  /** A code of `contracts/reasons.ts`. */
  readonly reason: string;
  readonly policies: readonly PolicyVoice[];
  readonly policyRevision: number;
  /** With outcome `challenge`. */
  readonly need?: Need;
  /** When time alone may change this answer, milliseconds since the Unix epoch; absent: never. */
  readonly validUntil?: number;
  /** Whether the policies of this app ask for the HTTP method or path, which then belong to the grant's key. */
  readonly asksFor: { readonly method: boolean; readonly path: boolean };
}

/** A decision as it is stored: with its identity and the digest of its input. */
export interface DecisionRecord {
  readonly id: DecisionId;
  readonly at: number;
  readonly decision: Decision;
  /** SHA-256 of the input's canonical JSON, hex; the input is stored once by it. */
  readonly inputDigest: string;
  readonly person?: PersonId | ServiceAccountId;
  readonly app?: AppId;
  readonly session?: SessionId | ServiceKeyId;
}

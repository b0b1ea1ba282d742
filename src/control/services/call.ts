import type { Clock } from '#base/clock.ts';
import type { PersonId, ProposalId } from '#base/ids.ts';
import type { NetworkFacts } from '#contracts/access.ts';
import type { UpstreamProbe } from '#contracts/api/apps.ts';
import type { AuditFindings } from '#contracts/api/audit.ts';
import type { Actor, AuditEvent, AuditLog } from '#contracts/events.ts';
import type { Seal, TryProvider } from '#identity/index.ts';
import type { HealthCheck, Log } from '#observe/index.ts';
import type { AuditRecordRow, KeyPurpose, LinkKind, Repositories, Store } from '#store/index.ts';
import type { AdministrativeQuestion, Authorize, AuthorizeEach, Caller, Decider } from '../faces.ts';
import type { News } from '../news/index.ts';
import type { SampleApp } from './sample/sample-app.ts';
import type { ReadingDecider } from './access/reading-decider.ts';

/** The setting `policy.second-person`. */
export type SecondPerson = 'off' | 'weakening';

/** Where this installation is. */
export interface Place {
  readonly domain: string;
  /** The port that stands in public addresses. */
  readonly publicPort: number;
  /** Where its data lies, where commands on its machine have to say so. */
  readonly dataDir?: string | undefined;
}

/** Reads the audit chain for people, and verifies it. */
export interface AuditReading {
  /** The event inside a record; undefined where its payload was erased. */
  read(record: Pick<AuditRecordRow, 'kind' | 'payload'>): AuditEvent | undefined;
  /** All records and checkpoints, one JSON object a line, in the form that verification takes. */
  export(): AsyncIterable<string>;
  verify(options: {
    readonly checkpoint?: Readonly<Record<string, unknown>> | undefined;
  }): Promise<AuditFindings>;
}

/** Rotates keys; publishes the next of a purpose and gives its kid. */
export interface KeyRotation {
  rotate(request: { readonly purpose: KeyPurpose; readonly when: 'in-time' | 'now' }): Promise<{
    readonly kid: string;
  }>;
}

/** Makes links of one use; identity's face, as far as it is needed here. */
export interface LinkMaking {
  make(link: { readonly kind: LinkKind; readonly person?: PersonId; readonly by: Actor }): Promise<{
    readonly address: string;
    readonly lifetimeMs: number;
  }>;
}

/** What the use cases of providers need of identity. */
export interface ProviderWork {
  /** Seals a client secret for the provider with this id. */
  readonly seal: (secret: string, id: string) => Promise<Uint8Array>;
  readonly try: TryProvider;
}

/** What an upstream is to be tried with. */
export interface UpstreamToProbe {
  readonly url: string;
  readonly serverName?: string | undefined;
  readonly ca?: string | undefined;
  readonly pin?: string | undefined;
  /** `Host` as the gateway will send it; absent: the upstream's own. */
  readonly host?: string | undefined;
}

/** Writes the secret of a join token as gateways take it: with the fingerprint of the authority to expect. */
export type WriteJoinToken = (secret: string) => string;

/** Everything that use cases need; handed in once by the composition root. */
export interface ServiceContext {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly authorize: Authorize;
  /** For what is only told; what is done asks `authorize`. */
  readonly authorizeEach: AuthorizeEach;
  readonly decider: Decider;
  /** Opens another decider, in a thread of its own, for work that nobody's request may wait behind. */
  readonly openDecider: () => Decider;
  /** Another such, lent to whoever asks who reaches what. */
  readonly readingDecider: ReadingDecider;
  readonly links: LinkMaking;
  readonly keys: KeyRotation;
  readonly writeJoinToken: WriteJoinToken;
  readonly auditReading: AuditReading;
  /** Everything in one sealed stream. */
  readonly backup: (passphrase: string) => AsyncIterable<Uint8Array>;
  readonly providers: ProviderWork;
  /** Seals what must not lie in the database as it is, and opens it again, for one place. */
  readonly seal: Seal;
  /** Whether what weakens protection needs a second person; of the configuration, out of reach of the network. */
  readonly secondPerson: SecondPerson;
  /** Who vouches for the public hosts: `own` for our authorities, whose certificates (PEM) these are. */
  readonly vouching: () => { readonly own: boolean; readonly certificates: readonly string[] };
  readonly sample: SampleApp;
  readonly probeUpstream: (upstream: UpstreamToProbe) => Promise<UpstreamProbe>;
  /** Country and autonomous system of an address, where they are known. */
  readonly locate: (address: string) => Pick<NetworkFacts, 'country' | 'asn'>;
  readonly checks: readonly HealthCheck[];
  /** What happens, for those who watch. */
  readonly news: News;
  /**
   * Resolves true when all gateways that are connected here work by the configuration and policies of this change,
   * false when one does not within a second.
   */
  readonly configured: (change: number) => Promise<boolean>;
  /** The last change applied here. */
  readonly applied: () => number;
  readonly place: Place;
  /** The zone that holds until somebody sets another, an IANA name. */
  readonly usualZone: string;
  /** How long sessions last at most, and without use. */
  readonly sessionLimits: { readonly longestSeconds: number; readonly idleSeconds: number };
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** A request as it came, checked: what a proposal keeps of it, to be carried out later. */
export interface AskedOperation {
  readonly id: string;
  readonly parts: {
    readonly params: Readonly<Record<string, unknown>>;
    readonly query: Readonly<Record<string, unknown>>;
    readonly body: unknown;
    readonly version: number;
  };
}

/** A proposal that is being carried out, and by whose approval. */
export interface Approval {
  readonly id: ProposalId;
  readonly digest: string;
  readonly approver: Caller;
  /** Asks of one person; what is carried out asks of both. */
  readonly authorize: Authorize;
  /** `open` until the one write that was proposed was done under it. */
  state: 'open' | 'used';
}

/** One use of the services: by whom, with what. */
export interface Call extends ServiceContext {
  readonly caller: Caller;
  /** What it was allowed so far; each write asks it again. */
  readonly permitted: AdministrativeQuestion[];
  /** The transaction that it is in the middle of, for questions about the caller. */
  readonly within?: Repositories;
  /** Absent where no request stands behind it: a job, a start. */
  readonly operation?: AskedOperation;
  /** What an operation does, in the words of the API. */
  readonly summaryOf?: (operation: string) => string;
  /** Carries an operation out as somebody else asked for it. */
  readonly carryOut?: (operation: AskedOperation, call: Call) => Promise<unknown>;
  readonly approval?: Approval;
}

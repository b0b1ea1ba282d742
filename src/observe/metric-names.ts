/** What a metric is. Names end in their unit: `_seconds`, `_bytes`, and `_total` for counters. */
export interface MetricDefinition {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  /** Label names. Values come from lists of our own, never from outside: each makes a series that stays. */
  readonly labels: readonly string[];
  /** Upper bounds of a histogram's buckets, ascending. */
  readonly buckets?: readonly number[];
}

const long = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** For what takes well under a millisecond when all is well. */
const short = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Every metric by name. One file, so that dashboards have one place to look. */
export const metricDefinitions = {
  // control plane
  sallyport_policy_revision: { kind: 'gauge', help: 'The policy revision in force here.', labels: [] },
  sallyport_change_applied: { kind: 'gauge', help: 'The id of the last change applied.', labels: [] },
  sallyport_database_age_seconds: {
    kind: 'gauge',
    help: 'Time since the last round trip to the database that left nothing unapplied.',
    labels: [],
  },
  sallyport_links_open: { kind: 'gauge', help: 'Control streams of gateways open here.', labels: [] },
  sallyport_decision_duration_seconds: {
    kind: 'histogram',
    help: 'Time to decide what was asked together, from the question to the last answer of the engine.',
    labels: [],
    buckets: short,
  },
  sallyport_decisions_total: { kind: 'counter', help: 'Decisions made, by outcome.', labels: ['outcome'] },
  sallyport_recheck_duration_seconds: {
    kind: 'histogram',
    help: 'Time to answer a gateway that asks about all grants that a change made doubtful.',
    labels: [],
    buckets: long,
  },
  sallyport_sign_ins_total: {
    kind: 'counter',
    help: 'Sign-ins that came to an end, by outcome.',
    labels: ['outcome'],
  },
  sallyport_audit_records_total: {
    kind: 'counter',
    help: 'Audit records committed, by kind.',
    labels: ['kind'],
  },
  sallyport_api_requests_total: {
    kind: 'counter',
    help: 'Requests to the HTTP API, by how they came and class of status.',
    labels: ['channel', 'status'],
  },
  sallyport_api_request_duration_seconds: {
    kind: 'histogram',
    help: 'Time to answer a request to the HTTP API.',
    labels: [],
    buckets: long,
  },
  sallyport_audit_lines_dropped: {
    kind: 'gauge',
    help: 'Audit lines since the start that a place beside the database did not get.',
    labels: [],
  },

  sallyport_restarts: {
    kind: 'gauge',
    help: 'How often a part had to be started again by whoever looks after it, since that one started.',
    labels: ['child'],
  },

  // gateway
  sallyport_requests_total: {
    kind: 'counter',
    help: 'Requests answered by the gateway, by class of status and by who answered.',
    labels: ['status', 'by'],
  },
  sallyport_request_duration_seconds: {
    kind: 'histogram',
    help: 'Time from a request head read to its answer complete.',
    labels: [],
    buckets: long,
  },
  sallyport_refusals_total: { kind: 'counter', help: 'Requests refused, by reason.', labels: ['reason'] },
  sallyport_malformed_total: {
    kind: 'counter',
    help: 'Connections closed for what they sent, by side.',
    labels: ['side'],
  },
  sallyport_client_connections: { kind: 'gauge', help: 'Client connections open.', labels: [] },
  sallyport_client_connections_refused_total: {
    kind: 'counter',
    help: 'Client connections refused before a request, by cause.',
    labels: ['cause'],
  },
  sallyport_tls_handshakes_total: { kind: 'counter', help: 'TLS handshakes, by result.', labels: ['result'] },
  sallyport_upstream_connections: {
    kind: 'gauge',
    help: 'Connections to upstreams, by state.',
    labels: ['state'],
  },
  sallyport_forwarded_bytes_total: {
    kind: 'counter',
    help: 'Bytes forwarded, by direction (`in` is from the client).',
    labels: ['direction'],
  },
  sallyport_live: { kind: 'gauge', help: 'What lives on grants.', labels: [] },
  sallyport_grants: { kind: 'gauge', help: 'Grants held, by state.', labels: ['state'] },
  sallyport_lease_age_seconds: {
    kind: 'gauge',
    help: 'How old the knowledge is that everything here rests on; infinite before the first word.',
    labels: [],
  },
  sallyport_cut_duration_seconds: {
    kind: 'histogram',
    help: 'Time from hearing of a change to all that lived on a grant told to end, by what decided: the change itself (revoke) or a new decision (recheck). Sockets are reset at most 50 ms later.',
    labels: ['by'],
    buckets: short,
  },
  sallyport_access_records_total: { kind: 'counter', help: 'Access records made.', labels: [] },
  sallyport_access_records_dropped: {
    kind: 'gauge',
    help: 'Access records dropped since the start, because the disk did not keep up.',
    labels: [],
  },
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof metricDefinitions;

type NamesOfKind<K extends MetricDefinition['kind']> = {
  [N in MetricName]: (typeof metricDefinitions)[N]['kind'] extends K ? N : never;
}[MetricName];

export type CounterName = NamesOfKind<'counter'>;
export type GaugeName = NamesOfKind<'gauge'>;
export type HistogramName = NamesOfKind<'histogram'>;

/** The labels that a metric wants, each a short text. */
export type LabelsOf<N extends MetricName> = Readonly<
  Record<(typeof metricDefinitions)[N]['labels'][number], string>
>;

import type { CanonicalPath } from '#base/canonical-path.ts';
import type { GatewayConfig } from '#contracts/protocol/app-config.ts';
import type { OwnCookies } from '../engine/head/own-cookies.ts';
import { firstValue } from '../engine/head/marks.ts';
import type { FieldKind } from '../engine/head/field-table.ts';
import type { Asked, Verdict } from '../engine/verdict.ts';
import type { Grant } from '../grants/face.ts';
import type { GatewayEntry } from '../entry/gateway-entry.ts';
import type { Refusals } from '../refusal/refusals.ts';
import type { Access } from '../grants/face.ts';
import type { ServedApp } from './served-app.ts';

/** One request on its way through the pipeline: what is known of it grows from step to step. */
export interface Visit {
  readonly asked: Asked;
  readonly app: ServedApp;
  readonly config: GatewayConfig;
  /** Path without the query, and the query with its `?`, as they came. */
  readonly path: string;
  readonly query: string;
  /** Set by the step that reads the path, where the path decides. */
  canonical: CanonicalPath | undefined;
  /** Set by the step that reads cookies. */
  cookies: OwnCookies | undefined;
  /** The hash of a token that is one of ours, or of a service account's key. */
  tokenHash: string | undefined;
  /** Whether it is a program that came with a key: it gets no page and is sent nowhere to sign in. */
  byKey: boolean;
  /** Set by the step that finds the grant. */
  grant: Grant | undefined;
}

/** What the steps use. */
export interface PipelineTools {
  readonly access: Access;
  readonly refusals: Refusals;
  readonly entry: GatewayEntry;
}

/** One rule. A verdict ends the pipeline, undefined goes on. */
export type Step = (visit: Visit, tools: PipelineTools) => Verdict | undefined | Promise<Verdict | undefined>;

/** Reads the first field of a kind of the visit's head. */
export function field(visit: Visit, kind: FieldKind): string | undefined {
  return firstValue(visit.asked.head.text, visit.asked.head.marks, kind);
}

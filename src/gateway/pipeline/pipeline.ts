import type { GatewayConfig } from '#contracts/protocol/app-config.ts';
import { plainAnswer } from '../engine/answer.ts';
import { detached } from '../engine/head/field-table.ts';
import type { Asked, Verdict } from '../engine/verdict.ts';
import { serveApp, type MakePool, type ServedApp } from './served-app.ts';
import { answerPreflight } from './steps/answer-preflight.ts';
import { boundBody } from './steps/bound-body.ts';
import { checkUpgradeOrigin } from './steps/check-upgrade-origin.ts';
import { findGrant } from './steps/find-grant.ts';
import { forward } from './steps/forward.ts';
import { isolateSiblings } from './steps/isolate-siblings.ts';
import { judgePath } from './steps/judge-path.ts';
import { readCookies } from './steps/read-cookies.ts';
import { readServiceKey } from './steps/read-service-key.ts';
import { refuseUnclaimed } from './steps/refuse-unclaimed.ts';
import { serveReservedPath } from './steps/serve-reserved-path.ts';
import type { PipelineTools, Step, Visit } from './visit.ts';

/** What every request goes through after its host was matched. One rule a file; the list is the order. */
export const steps: readonly Step[] = [
  readCookies,
  serveReservedPath,
  judgePath,
  refuseUnclaimed,
  readServiceKey,
  isolateSiblings,
  answerPreflight,
  checkUpgradeOrigin,
  boundBody,
  notePassed,
  findGrant,
  forward,
];

/**
 * Those whose word rests on the field lines, the method, the app and its configuration, and on nothing else: not on
 * path or time, nor on what anybody said since. The same lines need not pass them twice on one connection.
 */
const byFields: ReadonlySet<Step> = new Set([
  readCookies,
  readServiceKey,
  isolateSiblings,
  answerPreflight,
  checkUpgradeOrigin,
  boundBody,
  notePassed,
]);
const otherSteps = steps.filter((step) => !byFields.has(step));

/** Remembers that the request passed all that judge by its field lines. */
function notePassed({ asked, cookies, tokenHash, byKey }: Visit): undefined {
  const { head, memory } = asked;
  memory.passed = { block: head.block, method: head.method, cookies, tokenHash, byKey };
}

/** Starts with the steps that a request has to pass, knowing what those found that it need not. */
function begin(visit: Visit, tools: PipelineTools): Verdict | Promise<Verdict> {
  const { head, memory } = visit.asked;
  const { passed } = memory;
  if (passed === undefined || passed.block !== head.block || passed.method !== head.method)
    return run(visit, tools, { list: steps, from: 0 });
  visit.cookies = passed.cookies;
  visit.tokenHash = passed.tokenHash;
  visit.byKey = passed.byKey;
  return run(visit, tools, { list: otherSteps, from: 0 });
}

/** Decides about requests, and keeps what apps need to be served. */
export interface Pipeline {
  decide(asked: Asked): Verdict | Promise<Verdict>;
  /**
   * Whether a request brings a token that one of our gateways made and that may still be good: strangers cannot make
   * one, and whoever repeats a dead one runs out of tries soon.
   */
  bringsToken(asked: Asked): boolean;
  /** Lets go of all connections to upstreams that are idle. */
  close(): void;
}

export interface PipelineOptions extends PipelineTools {
  readonly makePool: MakePool;
}

/** Makes the pipeline. Apps are made ready once per configuration. */
export function createPipeline(options: PipelineOptions): Pipeline {
  const served = new Map<string, ServedApp>();
  let seen: GatewayConfig | undefined;
  const letGo = (): void => {
    for (const { pool, streams } of served.values()) {
      pool.close();
      streams?.close();
    }
    served.clear();
  };
  const appOf = (asked: Asked): { app: ServedApp; config: GatewayConfig } | undefined => {
    const config = options.access.config();
    if (config === undefined) return undefined;
    if (config !== seen) {
      seen = config;
      letGo();
    }
    const app = matchApp(asked, { config, served, options });
    return app && { app, config };
  };
  return {
    decide(asked) {
      const matched = appOf(asked);
      if (matched === undefined) return { kind: 'answer', answer: plainAnswer(421, 'unknown-host') };
      return begin(openVisit(asked, matched.app, matched.config), options);
    },
    bringsToken(asked) {
      const matched = appOf(asked);
      if (matched === undefined) return false;
      const visit = openVisit(asked, matched.app, matched.config);
      void readCookies(visit, options);
      const { unknownTokens } = options.entry;
      const hash = visit.tokenHash;
      return (
        hash !== undefined && !unknownTokens.isUnknown(hash) && unknownTokens.mayAsk(asked.address, hash)
      );
    },
    close: letGo,
  };
}

interface Matching {
  readonly config: GatewayConfig;
  readonly served: Map<string, ServedApp>;
  readonly options: PipelineOptions;
}

/**
 * Finds the app of the Host field. It must be the name in the TLS handshake too: otherwise a client that was
 * shown one host's certificate would speak to another (RFC 9110, 7.4 and 15.5.20).
 */
function matchApp(asked: Asked, matching: Matching): ServedApp | undefined {
  const { memory, head, serverName } = asked;
  const { served, config, options } = matching;
  if (memory.host === head.host && memory.config === config && memory.app !== undefined) return memory.app;
  const host = head.host.replace(/:[0-9]+$/, '').toLowerCase();
  if (host !== serverName) return undefined;
  const found = options.access.appOf(host);
  if (found === undefined) return undefined;
  let app = served.get(found.host);
  if (app === undefined) {
    app = serveApp(found, config, options.makePool);
    served.set(found.host, app);
  }
  memory.turnTo(detached(head.host), app, config);
  return app;
}

function openVisit(asked: Asked, app: ServedApp, config: GatewayConfig): Visit {
  const { target } = asked.head;
  const at = target.indexOf('?');
  return {
    asked,
    app,
    config,
    path: at < 0 ? target : target.slice(0, at),
    query: at < 0 ? '' : target.slice(at),
    canonical: undefined,
    cookies: undefined,
    tokenHash: undefined,
    byKey: false,
    grant: undefined,
  };
}

interface Rest {
  readonly list: readonly Step[];
  readonly from: number;
}

function run(visit: Visit, tools: PipelineTools, { list, from }: Rest): Verdict | Promise<Verdict> {
  for (let i = from; i < list.length; i++) {
    const verdict = list[i]?.(visit, tools);
    if (verdict instanceof Promise) {
      return verdict.then((settled) => settled ?? run(visit, tools, { list, from: i + 1 }));
    }
    if (verdict !== undefined) return verdict;
  }
  // Nothing said yes: that is no.
  return { kind: 'answer', answer: plainAnswer(500, 'internal'), app: visit.app.config };
}

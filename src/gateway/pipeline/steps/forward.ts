import { addressHeader } from '#contracts/hosts.ts';
import { wholeBodyLength } from '../../engine/body/whole-body.ts';
import { detached } from '../../engine/head/field-table.ts';
import { forwardFields, forwardRequestLine } from '../../engine/head/forward-request.ts';
import { isConnectionAuth } from '../../engine/head/judge-response.ts';
import { allValues, has } from '../../engine/head/marks.ts';
import { requestField } from '../../engine/head/request-fields.ts';
import { isNavigation } from '../../entry/navigation.ts';
import type { Step, Visit } from '../visit.ts';

/** Strips, adds who is asking and where from, and hands over to the engine. The last step. */
export const forward: Step = (visit, { access }) => {
  const { app, grant, asked } = visit;
  const { head } = asked;
  if (grant === undefined) return undefined;
  // A key has no idle limit, so nobody waits for its deeds.
  const tokenHash = visit.byKey ? undefined : visit.tokenHash;
  if (tokenHash !== undefined && isDeed(visit)) access.noteActivity(tokenHash);
  const target = visit.canonical === undefined ? head.target : visit.canonical.path + visit.query;
  return {
    kind: 'forward',
    app: app.config,
    grant,
    text: forwardRequestLine(head.method, target) + fieldsOf(visit, grant.identityHeaders),
    pool: app.streams !== undefined && wholeBodyLength(head) === undefined ? app.streams : app.pool,
    ownCookies: app.ownCookies,
    tokenHash,
    connectionAuth: app.audience === 'app' && signsConnectionIn(visit),
  };
};

/** Whether any of the fields that say who asks signs in the connection. Our own pages know no such scheme. */
function signsConnectionIn({ asked: { head } }: Visit): boolean {
  if (!has(head.marks, requestField.authorization)) return false;
  return allValues(head.text, head.marks, requestField.authorization).some(isConnectionAuth);
}

/** The field lines for the upstream; those of the request before, when all that they are made of is the same. */
function fieldsOf(visit: Visit, identityHeaders: string): string {
  const { app, asked } = visit;
  const { memory, head } = asked;
  const { sent } = memory;
  if (sent?.block === head.block && sent.identityHeaders === identityHeaders) {
    // Into one piece, now that it is of use: what was put together of many is walked through at each writing.
    if (!sent.again) sent.text = detached(sent.text);
    sent.again = true;
    return sent.text;
  }
  const upgrade = head.webSocket === undefined ? '' : 'Connection: Upgrade\r\nUpgrade: websocket\r\n';
  const text = forwardFields({
    block: head.block,
    host: app.host,
    cookie: visit.cookies?.rest,
    keep: app.keep,
    lines: forwardedLines(visit) + identityHeaders + upgrade,
  });
  memory.sent = { block: head.block, identityHeaders, text, again: false };
  return text;
}

/** Methods that a page sends by itself, again and again. */
const idle: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether this is something that a person does, rather than a page that refreshes itself. */
function isDeed({ asked: { head } }: Visit): boolean {
  return !idle.has(head.method) || isNavigation(head);
}

/** Says where the request comes from (RFC 7239); the same for all requests of one connection. */
function forwardedLines({ asked, app }: Visit): string {
  const { memory, address } = asked;
  if (memory.forwarded !== undefined) return memory.forwarded;
  const host = app.origin.slice('https://'.length);
  const node = address.includes(':') ? `"[${address}]"` : address;
  const own = app.audience === 'control' ? `${addressHeader}: ${address}\r\n` : '';
  memory.forwarded =
    `Forwarded: for=${node};host="${host}";proto=https\r\nX-Forwarded-For: ${address}\r\n` +
    `X-Forwarded-Proto: https\r\nX-Forwarded-Host: ${host}\r\n${own}`;
  return memory.forwarded;
}

import type { AccessRecord } from '#contracts/events.ts';

/**
 * Writes a record as one line of JSON (RFC 8259), ASCII throughout, with its line feed. Written out member by
 * member: this runs for every request, and a general serializer costs as much as reading the request's head.
 */
export function recordLine(record: AccessRecord): string {
  return (
    `{"at":${record.at}${whoAndWhere(record)}` +
    `,"method":${quoted(record.method)},"path":${quoted(record.path)}` +
    `,"status":${record.status}` +
    member('reason', record.reason) +
    member('errorId', record.errorId) +
    `,"protocol":${quoted(record.protocol)},"bytesIn":${record.bytesIn},"bytesOut":${record.bytesOut}` +
    `,"durationMs":${milliseconds(record.durationMs)}}\n`
  );
}

interface Remembered {
  readonly record: AccessRecord;
  readonly text: string;
}

const maxRemembered = 1024;
const remembered = new Map<string, Remembered>();

/** The members that records on one grant mostly share; made once for each, and compared before it is used. */
function whoAndWhere(record: AccessRecord): string {
  const { grant } = record;
  if (grant === undefined) return writeWhoAndWhere(record);
  const known = remembered.get(grant);
  if (known !== undefined && sameWhoAndWhere(known.record, record)) return known.text;
  // In one piece: it is written many times.
  const text = Buffer.from(writeWhoAndWhere(record), 'latin1').toString('latin1');
  if (remembered.size >= maxRemembered) remembered.clear();
  remembered.set(grant, { record, text });
  return text;
}

function sameWhoAndWhere(a: AccessRecord, b: AccessRecord): boolean {
  return (
    a.host === b.host &&
    a.address === b.address &&
    a.app === b.app &&
    a.session === b.session &&
    a.person === b.person &&
    a.grant === b.grant
  );
}

function writeWhoAndWhere(record: AccessRecord): string {
  return (
    `,"host":${quoted(record.host)}` +
    member('app', record.app) +
    member('session', record.session) +
    member('person', record.person) +
    member('grant', record.grant) +
    `,"address":${quoted(record.address)}`
  );
}

function member(name: string, value: string | undefined): string {
  return value === undefined ? '' : `,"${name}":${quoted(value)}`;
}

const special = /[^\x20-\x7e]|["\\]/;

function quoted(text: string): string {
  if (!special.test(text)) return `"${text}"`;
  return JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** To the microsecond: what a clock says beyond that is noise, and long to print. */
function milliseconds(value: number): string {
  const micros = Math.round(value * 1000);
  const whole = Math.trunc(micros / 1000);
  const rest = micros - whole * 1000;
  return rest === 0 ? `${whole}` : `${whole}.${`${rest + 1000}`.slice(1)}`;
}

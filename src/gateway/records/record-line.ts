import type { AccessRecord } from '#contracts/events.ts';

/**
 * Writes a record as one line of JSON (RFC 8259), ASCII throughout, with its line feed. Written out member by
 * member: this runs for every request, and a general serializer costs as much as reading the request's head.
 */
export function recordLine(record: AccessRecord): string {
  return (
    `{"at":${record.at},"host":${quoted(record.host)}` +
    member('app', record.app) +
    member('session', record.session) +
    member('person', record.person) +
    member('grant', record.grant) +
    `,"address":${quoted(record.address)},"method":${quoted(record.method)},"path":${quoted(record.path)}` +
    `,"status":${record.status}` +
    member('reason', record.reason) +
    member('errorId', record.errorId) +
    `,"protocol":${quoted(record.protocol)},"bytesIn":${record.bytesIn},"bytesOut":${record.bytesOut}` +
    `,"durationMs":${milliseconds(record.durationMs)}}\n`
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

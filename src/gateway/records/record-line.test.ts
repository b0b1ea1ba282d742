import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AccessRecord } from '#contracts/events.ts';
import { recordLine } from './record-line.ts';

const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', '"', '\\', '\r\n', '\u2028', '\ud800', '\u007f', 'ä', '/a/b.html'),
);
const count = fc.nat({ max: 1e12 });
const record: fc.Arbitrary<AccessRecord> = fc.record(
  {
    at: count,
    host: text,
    app: text,
    session: text,
    person: text,
    grant: text,
    address: text,
    method: text,
    path: text,
    status: fc.nat(599),
    reason: text,
    errorId: text,
    protocol: text,
    bytesIn: count,
    bytesOut: count,
    durationMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
  },
  {
    requiredKeys: [
      ...(['at', 'host', 'address', 'method', 'path', 'status', 'protocol'] as const),
      ...(['bytesIn', 'bytesOut', 'durationMs'] as const),
    ],
  },
);

const plainRecord: AccessRecord = {
  at: 1,
  host: 'h',
  address: '::1',
  method: 'GET',
  path: '/',
  status: 200,
  protocol: 'http',
  bytesIn: 0,
  bytesOut: 0,
  durationMs: 1,
};

it('writes what a serializer would, in one line of ASCII', () => {
  fc.assert(
    fc.property(record, (given) => {
      const line = recordLine(given);
      expect(line).toMatch(/^[\x20-\x7e]+\n$/);
      const read = JSON.parse(line) as AccessRecord;
      expect(read.durationMs).toBeCloseTo(given.durationMs, 2);
      const { durationMs: _, ...expected } = given;
      const { durationMs: __, ...rest } = read;
      expect(rest).toEqual(JSON.parse(JSON.stringify(expected)));
    }),
  );
});

it('keeps microseconds', () => {
  const written = [0, 0.0004, 0.3845, 1, 12.05, 999.9996].map(
    (durationMs) => /"durationMs":(.*)}/.exec(recordLine({ ...plainRecord, durationMs }))?.[1],
  );
  expect(written).toEqual(['0', '0', '0.385', '1', '12.050', '1000']);
});

it('writes each record as itself, however like the one before it is', () => {
  const few = (a: string, b: string): fc.Arbitrary<string> => fc.constantFrom(a, b);
  const alike = fc.record({
    host: few('h', 'i'),
    address: few('a', 'b'),
    app: few('p', 'q'),
    session: few('s', 't'),
    person: few('u', 'v'),
    grant: few('g', '"'),
  });
  fc.assert(
    fc.property(fc.array(alike, { minLength: 2, maxLength: 12 }), (records) => {
      for (const members of records) {
        const given = {
          ...plainRecord,
          ...members,
        };
        expect(JSON.parse(recordLine(given))).toEqual(given);
      }
    }),
  );
});

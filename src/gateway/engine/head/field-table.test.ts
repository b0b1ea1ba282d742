import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plain } from './field-table.ts';
import { requestField, requestFields } from './request-fields.ts';
import { responseFields } from './response-fields.ts';

const known =
  'host,cookie,te,content-length,x-http-method-override,sec-websocket-extensions,sallyport-user,x-forwarded-for,' +
  'ssl-client-cert,x-client-certificate,remote-user-name,set-cookie,connection,alt-svc,x-original-forwarded-for';
// Names that mean something, as somebody would write them to slip past: other case, other separators, more
// behind them, one character off.
const disguised = fc
  .tuple(
    fc.constantFrom(...known.split(',')),
    fc.constantFrom('-', '_', '.', '~'),
    fc.boolean(),
    fc.nat(3),
    fc.nat(40),
  )
  .map(([name, separator, upper, more, at]) => {
    const written = name.replaceAll('-', separator) + 'abc'.slice(0, more);
    const cut = at < written.length ? `${written.slice(0, at)}q${written.slice(at + 1)}` : written;
    return upper ? cut.toUpperCase() : cut;
  });
const token = fc.string({
  unit: fc.constantFrom(...Array.from("!#$%&'*+-.^_`|~09azAZxXsSrRcC")),
  minLength: 1,
  maxLength: 45,
});

const usual = fc
  .constantFrom(...known.split(','))
  .map((name) => name.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase()));

it('sees by length and beginning what it sees by the whole name', () => {
  fc.assert(
    fc.property(fc.oneof(disguised, token, usual), fc.nat(5), (name, before) => {
      const text = `${'y'.repeat(before)}${name}: value\r\n`;
      for (const table of [requestFields, responseFields]) {
        expect(table.kindAt(text, before, before + name.length)).toBe(table.kindOf(name));
      }
    }),
    { numRuns: 3_000 },
  );
});

it('finds what means something wherever it stands', () => {
  const text = 'GET / HTTP/1.1\r\nContent_Length: 5\r\nCOOKIE: a\r\nAccept-Foo: b\r\n\r\n';
  const at = (name: string): number =>
    requestFields.kindAt(text, text.indexOf(name), text.indexOf(name) + name.length);
  expect(at('COOKIE')).toBe(requestField.cookie);
  expect(at('Content_Length')).not.toBe(plain);
  expect(at('Accept-Foo')).toBe(plain);
});

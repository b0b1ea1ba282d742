import { describe, expect, it } from 'vitest';
import { readOwnCookies } from './own-cookies.ts';
import { forwardFields, type ForwardFields, forwardRequestLine } from './forward-request.ts';
import { forwardResponseHead, setsReserved } from './forward-response.ts';
import { readRequestHead } from './request-head.ts';
import { readResponseHead } from './response-head.ts';

const head = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`;

function forwarded(text: string, options: Partial<ForwardFields> & { target?: string } = {}): string[] {
  const read = readRequestHead(text);
  if (!read.ok) throw new Error(read.error.reason);
  const { target, method, block } = read.value;
  const fields = forwardFields({ block, keep: new Set(), lines: 'Ours: 1\r\n', ...options });
  return `${forwardRequestLine(method, options.target ?? target)}${fields}`.split('\r\n');
}

function answered(text: string, ownCookies?: string): string[] {
  const read = readResponseHead(text, 'GET');
  if (!read.ok) throw new Error(read.error);
  return forwardResponseHead({ head: read.value, ownCookies, lines: 'Ours: 1\r\n' }).split('\r\n');
}

describe('the head for the upstream', () => {
  it('is what the client wrote, without what is of this hop or reserved', () => {
    const text = head(
      'GET /a?b HTTP/1.1',
      'Host: a.example',
      'x-CUSTOM: 1',
      'Connection: keep-alive, X-Hop',
      'X-Hop: 1',
      'Keep-Alive: 5',
      'TE: trailers',
      'X-Forwarded-For: 1.2.3.4',
      'Accept: */*',
    );
    expect(forwarded(text)).toEqual([
      'GET /a?b HTTP/1.1',
      'Host: a.example',
      'x-CUSTOM: 1',
      'Accept: */*',
      'Ours: 1',
      '',
      '',
    ]);
  });

  it('carries another Host, path and cookie where told to', () => {
    const text = head('GET /%61 HTTP/1.1', 'Cookie: a=1; __Host-sallyport=t', 'Host: a.example');
    expect(forwarded(text, { target: '/a', host: 'inner', cookie: 'a=1' })).toEqual([
      'GET /a HTTP/1.1',
      'Host: inner',
      'Cookie: a=1',
      'Ours: 1',
      '',
      '',
    ]);
  });

  it('keeps by name what is else stripped, in that spelling only', () => {
    const text = head(
      'GET / HTTP/1.1',
      'Host: a',
      'X-Forwarded-Prefix: /p',
      'X_Forwarded_Prefix: /q',
      'X-Rewrite-URL: /r',
    );
    expect(forwarded(text, { keep: new Set(['x-forwarded-prefix']) })).toEqual([
      'GET / HTTP/1.1',
      'Host: a',
      'X-Forwarded-Prefix: /p',
      'Ours: 1',
      '',
      '',
    ]);
  });

  it('writes an absolute form as a path', () => {
    expect(forwarded(head('GET http://a/x HTTP/1.1', 'Host: a'))[0]).toBe('GET /x HTTP/1.1');
  });
});

describe('the head for the client', () => {
  it('is what the upstream wrote, without what is of that hop or reserved', () => {
    const text = head(
      'HTTP/1.0 200 Fine',
      'Server: x',
      'Connection: close, X-Hop',
      'X-Hop: 1',
      'Alt-Svc: h3=":443"',
      'Set-Cookie: a=1',
      'Set-Cookie: __Host-sallyport=stolen; Secure; Path=/',
      'Sallyport-Assertion: x',
    );
    expect(answered(text)).toEqual(['HTTP/1.1 200 Fine', 'Server: x', 'Set-Cookie: a=1', 'Ours: 1', '', '']);
  });

  it('has no framing where there is no body', () => {
    expect(answered(head('HTTP/1.1 204 No', 'Content-Length: 3'))).not.toContain('Content-Length: 3');
    expect(answered(head('HTTP/1.1 304 No', 'Content-Length: 3'))).toContain('Content-Length: 3');
  });

  it.each([
    ['__Host-sallyport=x', true],
    ['__host-SALLYPORT-try-1=x', true],
    ['  __Host-sallyport=x', true],
    ['=__Host-sallyport=x', true],
    ['__Host-sallyport-c-session=x', true],
    ['sallyport=x', false],
    ['a=__Host-sallyport', false],
  ])('drops %s: %s', (value, drops) => {
    expect(setsReserved(value, undefined)).toBe(drops);
  });

  it('lets our own pages set their own cookies, and no others of ours', () => {
    const own = '__host-sallyport-c-';
    expect(setsReserved('__Host-sallyport-c-session=x', own)).toBe(false);
    expect(setsReserved('__Host-sallyport=x', own)).toBe(true);
    expect(setsReserved('=__Host-sallyport-c-session=x', own)).toBe(true);
  });
});

describe('our cookies', () => {
  it('are taken out, others stay as they were', () => {
    const read = readOwnCookies(
      ['a=1; __Host-sallyport=tok; __Host-sallyport-try-1=n; b=2; __host-sallyport-x=3; =__Host-sallyport=4'],
      'app',
    );
    expect(read).toMatchObject({ token: 'tok', rest: 'a=1; b=2' });
    expect([...read.attempts]).toEqual([['1', 'n']]);
  });

  it('leave the field alone when there are none', () => {
    expect(readOwnCookies(['a=1;b=2'], 'app').rest).toBeUndefined();
  });

  it('are no token when there are two', () => {
    expect(readOwnCookies(['__Host-sallyport=a', '__Host-sallyport=b'], 'app').token).toBeUndefined();
  });

  it('reach the control plane where they are its own', () => {
    const field = '__Host-sallyport=t; __Host-sallyport-c-form=f';
    expect(readOwnCookies([field], 'control').rest).toBe('__Host-sallyport-c-form=f');
    expect(readOwnCookies([field], 'app').rest).toBe('');
  });
});

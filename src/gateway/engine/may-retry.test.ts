import { describe, expect, it } from 'vitest';
import { readRequestHead } from './head/request-head.ts';
import { mayRetry } from './may-retry.ts';

function head(text: string) {
  const read = readRequestHead(`${text}\r\nHost: a\r\n\r\n`, undefined);
  if (!read.ok) throw new Error(read.error.reason);
  return read.value;
}

const get = head('GET / HTTP/1.1');
const post = head('POST / HTTP/1.1\r\nContent-Length: 0');
const upload = head('POST / HTTP/1.1\r\nContent-Length: 3');
const gone = { reused: true, untouched: false, begun: false, retried: false };

describe('a request whose upstream closed without a byte', () => {
  it.each([
    ['is sent again where twice is harmless', { ...gone, head: get }, true],
    ['is not where it may do something twice', { ...gone, head: post }, false],
    ['is, whatever it does, where nothing of it had left', { ...gone, head: post, untouched: true }, true],
    ['is not where its body is gone', { ...gone, head: upload, untouched: true }, false],
    ['is not on a fresh connection', { ...gone, head: get, reused: false }, false],
    ['is not once an answer has begun', { ...gone, head: get, begun: true }, false],
    ['is not a second time', { ...gone, head: get, retried: true }, false],
  ])('%s', (_, end, again) => {
    expect(mayRetry(end)).toBe(again);
  });
});

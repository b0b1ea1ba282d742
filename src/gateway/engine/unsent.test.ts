import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Unsent } from './unsent.ts';

/** A socket without a network that keeps each write it is given, and takes no more once it is full. */
function standIn(full = Number.POSITIVE_INFINITY) {
  const writes: string[] = [];
  const text = (bytes: Buffer): string => bytes.toString('latin1');
  const socket = new Duplex({
    read() {},
    write(bytes: Buffer, _encoding, done) {
      writes.push(text(bytes));
      if (writes.join('').length < full) done();
    },
    writev(chunks, done) {
      writes.push(chunks.map(({ chunk }) => text(chunk as Buffer)).join(''));
      done();
    },
  });
  return { unsent: new Unsent(socket as unknown as Socket), writes, socket };
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('what is written in a turn', () => {
  it('leaves at its end, in one write', async () => {
    const { unsent, writes } = standIn();
    unsent.write('a\xff');
    unsent.write(Buffer.from('b'));
    expect([writes, unsent.length]).toEqual([[], 3]);
    await turn();
    expect([writes, unsent.length, unsent.sends]).toEqual([['a\xffb'], 0, 1]);
  });

  it('leaves before what is too much to wait, and before what needs its buffer back', async () => {
    const { unsent, writes } = standIn();
    unsent.write('a');
    unsent.write(Buffer.alloc(16 * 1024, 'b'));
    let back = false;
    unsent.write('c');
    unsent.write(Buffer.from('d'), () => (back = true));
    expect(writes.map((write) => write[0])).toEqual(['a', 'b', 'c', 'd']);
    await turn();
    expect([writes.length, back]).toEqual([4, true]);
  });

  it('does not leave once it was dropped', async () => {
    const { unsent, writes } = standIn();
    unsent.write('a');
    unsent.drop();
    unsent.write('b');
    await turn();
    expect(writes).toEqual(['b']);
  });

  it('waits on no more than so many sockets', () => {
    const all = Array.from({ length: 128 }, () => standIn());
    for (const { unsent } of all) unsent.write('a');
    expect(all.every(({ writes }) => writes.length === 1)).toBe(true);
  });

  it('tells when the socket does not keep up', async () => {
    const { unsent, socket } = standIn(1);
    unsent.write(Buffer.alloc(socket.writableHighWaterMark * 2));
    expect(unsent.write('b')).toBe(false);
    await turn();
  });
});

import { expect, it } from 'vitest';
import { readText } from './read-text.ts';

async function* endless() {
  for (;;) yield Buffer.alloc(1_024, 'x');
}

async function* bytes(...parts: readonly (readonly number[])[]) {
  for (const part of parts) yield Buffer.from(part);
}

it('stops at its limit, whatever would still come', async () => {
  await expect(readText(endless(), { name: 'zero', mostBytes: 4_096 })).rejects.toThrow(
    'zero: larger than 4096 bytes',
  );
});

it('says in which line something is not UTF-8, and takes a character that came in two parts', async () => {
  const limit = { name: 'f.yaml', mostBytes: 100 };
  await expect(readText(bytes([0x61, 0x0a, 0x62, 0x0a, 0xe4, 0x0a]), limit)).rejects.toThrow('f.yaml:3: not');
  await expect(readText(bytes([0xff, 0xfe, 0x61, 0x00]), limit)).rejects.toThrow('f.yaml:1: not');
  expect(await readText(bytes([0xc3], [0xa4]), limit)).toBe('ä');
});

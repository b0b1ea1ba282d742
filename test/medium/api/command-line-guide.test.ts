import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exitCodes as serverCodes } from '#main/exit-codes.ts';
import { exitCodes } from '#cli/exit-codes.ts';
import { openTestApi } from '#testing/api.ts';
import { openCommandLine } from '#testing/command-line.ts';

// The examples of docs/command-line.md, run one after the other: transcripts, the commands of its tables, its files.
const guide = readFileSync(new URL('../../../docs/command-line.md', import.meta.url), 'utf8');

interface Example {
  readonly words: readonly string[];
  readonly code: number;
  /** What the output has, line by line; `…` stands for anything. */
  readonly says: readonly string[];
}

let test: Awaited<ReturnType<typeof openTestApi>>;
let line: Awaited<ReturnType<typeof openCommandLine>>;
let folder = '';
const files = filesOfGuide();

beforeAll(async () => {
  test = await openTestApi();
  line = await openCommandLine(test);
  folder = await mkdtemp(join(tmpdir(), 'sallyport-guide-'));
  for (const [name, text] of files) await writeFile(join(folder, name), text);
});
afterAll(async () => {
  await line.close();
  await test.close();
  await rm(folder, { recursive: true });
});

it('does what the guide shows', async () => {
  const examples = examplesOfGuide();
  expect(examples.length).toBeGreaterThan(20);
  const faults: string[] = [];
  for (const { words, code, says } of examples) {
    await test.reload();
    const ran = await line.run(words.map((word) => (files.has(word) ? join(folder, word) : word)));
    const told = `${ran.out}${ran.err}`.split('\n');
    const missing = says.filter((wanted) => !told.some((one) => patternOf(wanted).test(one)));
    if (ran.code !== code || missing.length > 0)
      faults.push([`$ ${words.join(' ')}`, `ended with ${ran.code}`, ...missing, '---', ...told].join('\n'));
  }
  expect(faults.join('\n\n')).toBe('');
});

it('has the table of exit codes that are in use', () => {
  const [, ours = '', servers = ''] =
    /## How commands end\n([\s\S]*?)`serve`, `control`([\s\S]*?)\n## /.exec(guide) ?? [];
  const codesIn = (text: string) => [...text.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code));
  expect(codesIn(ours)).toEqual(Object.values(exitCodes));
  expect(codesIn(servers)).toEqual([...new Set(Object.values(serverCodes))]);
  for (const [fault, code] of Object.entries(serverCodes))
    expect(servers).toMatch(new RegExp(`^\\| ${code} +\\|.*\`${fault}\``, 'm'));
});

function patternOf(wanted: string): RegExp {
  const plain = wanted.split('…').map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${plain.join('.*')}$`);
}

function filesOfGuide(): ReadonlyMap<string, string> {
  const blocks = [...guide.matchAll(/```(?:yaml|cedar)\n(?:#|\/\/) (\S+)\n([\s\S]*?)```/g)];
  return new Map(blocks.map(([, name = '', text = '']) => [name, text]));
}

function examplesOfGuide(): readonly Example[] {
  const found = guide.matchAll(/```console\n([\s\S]*?)```|^\| `([^`]+)`|\bsource <\((sallyport [^)]+)\)/gm);
  return [...found].flatMap(([, transcript, ofTable, sourced]) => {
    if (transcript !== undefined) return transcriptOf(transcript);
    const command = ofTable ?? sourced?.replace(/^sallyport /, '') ?? '';
    return [{ words: wordsOf(command), code: 0, says: [] }];
  });
}

function transcriptOf(text: string): readonly Example[] {
  return text
    .split(/^\$ sallyport /m)
    .slice(1)
    .map((part) => {
      const [first = '', ...says] = part.trimEnd().split('\n');
      const [command = '', comment = ''] = first.split(/ +# /);
      return { words: wordsOf(command), code: Number(/ends with (\d)/.exec(comment)?.[1] ?? 0), says };
    });
}

function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

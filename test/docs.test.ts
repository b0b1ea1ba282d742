import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommanderError } from 'commander';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { attentionSchema } from '#contracts/api/installation.ts';
import { metricDefinitions } from '../src/observe/metric-names.ts';
import { placeGroups } from '../console/src/shell/places.ts';
import { buildProgram } from '../src/cli/program.ts';
import { commands as overTheApi } from '../src/cli/commands/list.ts';
import { namedSettings } from '../src/main/configuration/sections.ts';
import { restore } from '../src/main/restore.ts';
import { forgetRootKey, rotateRootKey } from '../src/main/root-key-commands.ts';

const commands = [...overTheApi, restore, forgetRootKey, rotateRootKey];

// What the docs name has to be there: links, commands with their flags, scripts, settings, pages, metrics.

interface Page {
  readonly path: string;
  readonly text: string;
}

const pages: readonly Page[] = [
  'README.md',
  ...readdirSync('docs').map((name) => `docs/${name}`),
  ...readdirSync('docs/adr').map((name) => `docs/adr/${name}`),
]
  .filter((path) => path.endsWith('.md'))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
const page = (name: string): string => pages.find(({ path }) => path === `docs/${name}`)?.text ?? '';

/** Blocks between fences of a language, and the rest. */
const fenced = (text: string, languages: readonly string[]): readonly string[] =>
  [...text.matchAll(/^```(\w*)\n(.*?)^```/gms)].flatMap(([, language = '', inside = '']) =>
    languages.includes(language) ? [inside] : [],
  );

// As GitHub makes them.
const anchorsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

it('leads where its links say', () => {
  let seen = 0;
  const lost = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
      if (/^[a-z]+:/.test(target)) return [];
      seen += 1;
      const [file = '', anchor] = target.split('#');
      const found = file === '' ? path : join(dirname(path), file);
      if (!existsSync(found)) return [`${path}: ${target}`];
      if (anchor === undefined || !found.endsWith('.md')) return [];
      return anchorsOf(readFileSync(found, 'utf8')).includes(anchor) ? [] : [`${path}: ${target}`];
    }),
  );
  expect(seen).toBeGreaterThan(60);
  expect(lost).toEqual([]);
});

/** Commands as they are typed: lines of blocks, put together where they go on, without what a shell does to them. */
function typed(text: string): readonly string[] {
  const blocks = fenced(text, ['', 'sh', 'bash', 'console']);
  return blocks.flatMap((block) => {
    const whole = block.replaceAll(/\\\n\s*/g, ' ');
    // A quoted text may go over several lines.
    return [
      ...whole.matchAll(
        /^(?:[A-Z_]+=\S+ )*(?:sallyport|node bin\/sallyport\.js) ((?:'[^']*'|"[^"]*"|[^\n'"])*)/gm,
      ),
    ].map(([, rest = '']) => rest.replace(/\s+[#>|].*$/s, ''));
  });
}

const wordsOf = (line: string): string[] =>
  [...line.matchAll(/(?:'[^']*'|"[^"]*"|\$\([^)]*\)|[^\s'"])+/g)].map(([word]) =>
    word.replaceAll(/['"]/g, ''),
  );

const servers = ['serve', 'control', 'gateway'] as const;
const settingFlags = new Set(['--config', ...namedSettings.map(({ flag }) => `--${flag}`)]);

/** What is wrong with a command, in a word; undefined: nothing. */
async function faultIn(line: string): Promise<string | undefined> {
  const words = wordsOf(line);
  if (servers.some((name) => name === words[0])) {
    const unknown = words.filter(
      (word) => word.startsWith('--') && word !== '--help' && !settingFlags.has(word),
    );
    return unknown.length === 0 ? undefined : `no setting ${unknown.join()}`;
  }
  let ran = 0;
  const program = buildProgram(commands, async () => void (ran += 1));
  program.configureOutput({ writeErr: () => {}, writeOut: () => {} });
  const said = await program.parseAsync(words, { from: 'user' }).then(
    () => (ran === 1 ? undefined : 'it runs nothing'),
    (thrown: unknown) => {
      if (!(thrown instanceof CommanderError)) throw thrown;
      return thrown.code === 'commander.helpDisplayed' ? undefined : thrown.message;
    },
  );
  return said;
}

it('names commands that can be typed so', async () => {
  const lines = pages.flatMap(({ path, text }) => typed(text).map((line) => ({ path, line })));
  expect(lines.length).toBeGreaterThan(60);
  const faults: string[] = [];
  for (const { path, line } of lines) {
    const fault = await faultIn(line);
    if (fault !== undefined) faults.push(`${path}: ${line}: ${fault}`);
  }
  expect(faults).toEqual([]);
});

it('names commands and flags in its sentences that there are', () => {
  const known = new Map(
    commands.map(({ noun, verb, flags = [] }) => [
      noun === undefined ? verb : `${noun} ${verb}`,
      flags.map((flag) => /--[\w-]+/.exec(flag.flags)?.[0]),
    ]),
  );
  const nouns = new Set(
    commands.flatMap(({ noun }) => (noun === undefined ? [] : [noun, noun.split(' ')[0]])),
  );
  const shared = ['--json', '--data-dir', '--url', '--token-file', '--ca-file', '--help', '--version'];
  let seen = 0;
  const faults = pages.flatMap(({ path, text }) =>
    [
      ...text.replaceAll(/^```.*?^```/gms, '').matchAll(/`(?:sallyport|node bin\/sallyport\.js) ([^`]+)`/g),
    ].flatMap(([, line = '']) => {
      const words = line.split(/\s+/);
      if (/^[<.…-]/.test(words[0] ?? '') || servers.some((name) => name === words[0])) return [];
      seen += 1;
      if (words.length === 1 && nouns.has(words[0])) return [];
      const name = [3, 2, 1].map((count) => words.slice(0, count).join(' ')).find((each) => known.has(each));
      if (name === undefined) return /[<…]/.test(words[1] ?? '') ? [] : [`${path}: ${line}`];
      const flags = words.filter((word) => word.startsWith('--')).map((word) => word.replace(/[,.]$/, ''));
      return flags.every((flag) => shared.includes(flag) || known.get(name)?.includes(flag))
        ? []
        : [`${path}: ${line}`];
    }),
  );
  expect(seen).toBeGreaterThan(60);
  expect(faults).toEqual([]);
});

it('names scripts, tests and files that are there', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const faults = pages.flatMap(({ path, text }) => [
    ...[...text.matchAll(/npm run ([\w:-]+)/g)]
      .filter(([, name = '']) => !(name in scripts))
      .map(([said]) => `${path}: ${said}`),
    ...[...text.matchAll(/`((?:src|test|examples|bench|console|scripts|docs)\/[\w./-]+)`/g)]
      .filter(([, named = '']) => !existsSync(named))
      .map(([said]) => `${path}: ${said}`),
  ]);
  expect(faults).toEqual([]);
});

it('names settings, metrics, alarms and pages by their names', () => {
  const operations = page('operations.md');
  const settings = new Set(namedSettings.map(({ path }) => path));
  const [example = ''] = fenced(operations, ['yaml']);
  const given = parse(example) as Record<string, unknown>;
  expect(Object.keys(given).length).toBeGreaterThan(2);
  expect(Object.keys(given).filter((key) => !settings.has(key))).toEqual([]);
  const metrics = [...operations.matchAll(/`(sallyport_\w+)`/g)].map(([, name = '']) => name);
  expect(metrics.length).toBeGreaterThan(6);
  expect(metrics.filter((name) => !(name in metricDefinitions))).toEqual([]);
  const alarms = attentionSchema.shape.kind.options;
  expect(alarms.filter((kind) => !operations.includes(`| \`${kind}\` |`))).toEqual([]);
  const labels = new Set(placeGroups.flatMap(({ places }) => places.map(({ label }) => label)));
  const named = [
    ...page('administration.md').matchAll(/\b(Apps|People|Groups|Settings|Policies|\w+) → /g),
  ].map(([, label = '']) => label);
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((label) => !labels.has(label))).toEqual([]);
});

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { scripts } from './scripts.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'sallyport-completion-'));
  // Stands in for the program: it shows what it was asked, and offers a name that a shell must not run.
  const lines = [
    '#!/bin/sh',
    `printf '%s|' "$@" > ${dir}/asked`,
    'case "$*" in',
    '  *--file*) echo ":files";;',
    `  *) printf '%s\\tall of them\\n' 'Every body' '$(touch ${dir}/evil)' 'x;touch ${dir}/evil';;`,
    'esac',
  ];
  writeFileSync(join(dir, 'sallyport'), `${lines.join('\n')}\n`);
  chmodSync(join(dir, 'sallyport'), 0o755);
  writeFileSync(join(dir, 'my draft.yaml'), '');
  for (const [shell, script] of Object.entries(scripts)) writeFileSync(join(dir, shell), script);
});
afterAll(() => rmSync(dir, { recursive: true }));

const env = () => ({ ...process.env, PATH: `${dir}:${process.env['PATH'] ?? ''}` });
const bash = (words: string, at: number) =>
  execFileSync(
    'bash',
    [
      '--norc',
      '-c',
      `cd ${dir}; source ./bash; COMP_WORDS=(${words}); COMP_CWORD=${at}; _sallyport_complete; printf '%s\\n' "\${COMPREPLY[@]}"`,
    ],
    { env: env(), encoding: 'utf8' },
  );

it('completes in a real bash, and runs nothing that a name says', () => {
  const offered = bash('sallyport groups members ""', 3).trimEnd().split('\n');
  expect(offered).toEqual(['Every\\ body', `\\$\\(touch\\ ${dir}/evil\\)`, `x\\;touch\\ ${dir}/evil`]);
  expect(execFileSync('cat', [join(dir, 'asked')], { encoding: 'utf8' })).toBe('complete|groups|members||');
  expect(existsSync(join(dir, 'evil'))).toBe(false);
});

it('offers files where files are wanted, those with spaces too', () => {
  expect(bash('sallyport policies publish --file my', 4)).toBe('my draft.yaml\n');
});

it('offers nothing where the program fails', () => {
  expect(
    execFileSync(
      'bash',
      [
        '--norc',
        '-c',
        `source ${dir}/bash; COMP_WORDS=(/none x); COMP_CWORD=1; _sallyport_complete; echo "\${#COMPREPLY[@]}"`,
      ],
      { encoding: 'utf8' },
    ),
  ).toBe('0\n');
});

const installed = (shell: string) => spawnSync(shell, ['--version']).status === 0;

it.skipIf(!installed('zsh'))('is what zsh can read, and completes there', () => {
  execFileSync('zsh', ['-n', join(dir, 'zsh')]);
  // `compadd` works only while completing: here it shows what it was given.
  const script = `compdef() { :; }; source ${dir}/zsh; compadd() { print -rl -- "\${(@)found}"; }; words=(sallyport groups members ''); CURRENT=4; _sallyport`;
  const offered = execFileSync('zsh', ['-f', '-c', script], { env: env(), encoding: 'utf8' });
  expect(offered.trimEnd().split('\n')).toEqual([
    'Every body',
    `$(touch ${dir}/evil)`,
    `x;touch ${dir}/evil`,
  ]);
  expect(existsSync(join(dir, 'evil'))).toBe(false);
});

it.skipIf(!installed('fish'))('is what fish can read, and completes there', () => {
  execFileSync('fish', ['-n', join(dir, 'fish')]);
  const offered = execFileSync(
    'fish',
    ['--no-config', '-c', `source ${dir}/fish; complete -C 'sallyport groups members '`],
    { env: env(), encoding: 'utf8' },
  );
  expect(offered).toContain('Every body\tall of them');
  expect(existsSync(join(dir, 'evil'))).toBe(false);
});

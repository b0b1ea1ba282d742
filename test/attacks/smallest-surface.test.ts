import { describe, expect, it } from 'vitest';
import { fromControlSchema } from '#contracts/protocol/from-control.ts';
import { fromGatewaySchema } from '#contracts/protocol/from-gateway.ts';
import { sourceFiles } from '../support/source-files.ts';

// The edge is what is broken into (CVE-2022-1040 and its kin): whoever takes the gateway over finds no key, no
// database and no administration, and nothing of ours runs a shell. What really listens, answers and lies in the
// gateway's memory is looked at in test/system/surface.test.ts.

const product = sourceFiles('src').filter(
  ({ path }) => !path.endsWith('.test.ts') && !path.startsWith('src/testing/'),
);

describe('programs of the system', () => {
  /** Who may start one, and what decides about its name and words. */
  const starters = new Map([
    ['src/postgres/open.ts', 'a type alone'],
    ['src/postgres/run-program.ts', 'programs of PostgreSQL, by their paths, with words of ours'],
    ['src/cli/commands/trust/tools.ts', 'stores of certificates, by names of ours, at a terminal only'],
    ['src/main/supervisor/child-process.ts', 'this program again, with the name of a part'],
    ['src/main/serve/sample-app.ts', 'this program’s sample application'],
  ]);
  const users = product.filter(({ text }) => text.includes('child_process'));

  it('are started in few places, each known', () => {
    expect(users.map(({ path }) => path).toSorted()).toEqual([...starters.keys()].toSorted());
  });

  it('are started without a shell', () => {
    const taken = users.flatMap(({ text }) =>
      [...text.matchAll(/import (type )?\{([^}]*)\} from 'node:child_process'/g)].flatMap(
        ([, , names = '']) => names.split(',').map((name) => name.trim()),
      ),
    );
    expect([...new Set(taken)].toSorted()).toEqual(
      ['ChildProcess', 'execFile', 'fork', 'spawn', 'type ChildProcess'].toSorted(),
    );
    const asks = users.filter(({ text }) => /\bshell\b\s*[:,}]/.test(text));
    const names = product.filter(({ text }) =>
      /\bshell: *true|\bexecSync\b|['"`]\/bin\/(?:ba|da)?sh\b/.test(text),
    );
    const shells = [...asks, ...names];
    expect(shells.map(({ path }) => path)).toEqual([]);
  });

  it('and no text becomes a program inside of us', () => {
    const made = /\beval\s*\(|new Function\s*\(|node:vm\b|process\.binding\s*\(/;
    expect(product.filter(({ text }) => made.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('are looked for where they are', () => {
    expect(product.length).toBeGreaterThan(500);
  });
});

describe('a gateway', () => {
  it('is told nothing of keys that sign, of the database, or of administration', () => {
    const kinds = fromControlSchema.options.map((option) => option.shape.kind.value);
    expect(kinds.toSorted()).toEqual(
      'change config granted pong rechecked redeemed refused signed-out unanswered unknown-token welcome'.split(
        ' ',
      ),
    );
  });

  it('can ask control for decisions, sign-ins that somebody began and their end, and for nothing else', () => {
    const kinds = fromGatewaySchema.options.map((option) => option.shape.kind.value);
    expect(kinds.toSorted()).toEqual(
      'activity ask cuts hello live lost-records ping recheck redeem sign-out'.split(' '),
    );
  });

  it('is started with what it needs, none of it a secret but the token it joins by', () => {
    const work = product.find(({ path }) => path === 'src/main/parts/work.ts')?.text ?? '';
    const body = /export interface GatewayWork \{([^]*?)\n\}/.exec(work)?.[1] ?? '';
    const members = [...body.matchAll(/^ {2}readonly (\w+)/gm)].map(([, name]) => name);
    expect(members).toEqual(
      'version workers port listen logLevel folder control joinToken metrics records uid'.split(' '),
    );
  });

  it('has no code in it that opens keys, speaks SQL or administers', () => {
    const inside = product.filter(({ path }) => path.startsWith('src/gateway/'));
    expect(inside.length).toBeGreaterThan(80);
    const reaches = inside.filter(({ text }) =>
      /from '#(?:ca|store|postgres|control|identity|audit|decision|policy)\//.test(text),
    );
    expect(reaches.map(({ path }) => path)).toEqual([]);
  });
});

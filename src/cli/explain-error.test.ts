import { expect, it } from 'vitest';
import { ApiError } from '#client/index.ts';
import { UsageError } from './command.ts';
import { explainError } from './explain-error.ts';

const machine = {
  uid: 1000,
  userName: 'ada',
  dataDir: '/srv/sallyport',
  socket: '/srv/sallyport/control/local.sock',
  nodeVersion: 'v20.20.0',
  home: '/home/x',
  platform: 'linux',
  searchPath: '',
  sudoUser: undefined,
  program: ['sallyport'],
};
const socket = { kind: 'socket', where: machine.socket, owner: 'root' } as const;
const url = { kind: 'url', where: 'https://api.example.org' } as const;
const failure = (code: string) => Object.assign(new Error(code), { code });

it('says how to start it when nothing runs', () => {
  for (const code of ['ENOENT', 'ECONNREFUSED']) {
    const { lines, exitCode } = explainError(failure(code), machine, socket);
    expect(lines.join('\n')).toMatch(/No Sallyport is running .*\/srv\/sallyport[\s\S]*npm start/);
    expect(exitCode).toBe(3);
  }
});

it('says whose the socket is when it may not be used', () => {
  const { lines } = explainError(failure('EACCES'), machine, socket);
  expect(lines.join('\n')).toMatch(/You \(ada\) may not use the socket .*local\.sock: it is for root/);
});

it.each([
  ['ECONNREFUSED', /Nothing listens/],
  ['ENOTFOUND', /not known here/],
  ['SELF_SIGNED_CERT_IN_CHAIN', /--ca-file/],
])('explains %s of an address', (code, words) => {
  expect(explainError(failure(code), machine, url).lines.join('\n')).toMatch(words);
  const several = new AggregateError([failure(code)]);
  expect(explainError(several, machine, url).lines.join('\n')).toMatch(words);
});

it('tells what the server said, each problem in its place, harmless for a terminal', () => {
  const problem = {
    type: 'urn:sallyport:fault:policy-invalid',
    title: 'The policy is not valid.',
    status: 422,
    code: 'policy-invalid',
    detail: 'unexpected token',
    errorId: 'abcde-12345',
    problems: [{ at: 'text', message: 'unexpected \u001b[31mtoken', start: 4 }],
  };
  const { lines, exitCode } = explainError(new ApiError(problem), machine, socket);
  expect(exitCode).toBe(1);
  expect(lines).toEqual([
    'The policy is not valid. unexpected token',
    '  text, character 5: unexpected \\u001b[31mtoken',
    "(The server's log says more under abcde-12345.)",
  ]);
});

it('tells a wrong word apart from a refusal', () => {
  expect(explainError(new UsageError('say which'), machine, socket)).toEqual({
    lines: ['say which'],
    exitCode: 2,
  });
});

import { expect, it } from 'vitest';
import { secret } from '#base/secret.ts';
import { Fault } from '#contracts/errors.ts';
import { createLog, type LogOptions } from './log.ts';
import { reportFault } from './report-fault.ts';

function capture(level: LogOptions['level'] = 'debug') {
  const lines: string[] = [];
  const log = createLog({ part: 'test', level, destination: { write: (line) => void lines.push(line) } });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

it('writes one object a line with level, part and time in words', () => {
  const { log, last } = capture();
  log.with({ app: 'app_1' }).info('hello\nforged line', { status: 200 });
  expect(last()).toMatchObject({
    level: 'info',
    part: 'test',
    app: 'app_1',
    status: 200,
    message: 'hello\nforged line',
  });
  expect(last()['time']).toMatch(/^\d{4}-\d\d-\d\dT/);
});

it('never prints a secret, in fields, bindings or messages', () => {
  const { log, lines } = capture();
  const details = { value: secret('hunter2') };
  log
    .with({ details })
    .error('x slp_hunter2hunter2hunter2', { details, error: new Error('p', { cause: details }) });
  expect(lines.join('')).not.toContain('hunter2');
});

it('writes nothing below its level', () => {
  const { log, lines } = capture('warn');
  log.info('no');
  expect(log.writes('info')).toBe(false);
  expect(lines).toEqual([]);
});

it('reports a fault at its own level under an id, and shows no details', () => {
  const { log, last } = capture();
  const shown = reportFault(log, new Fault('changed-meanwhile', 'revision 3 is not 4'));
  expect(shown).toMatchObject({ code: 'changed-meanwhile', status: 412 });
  expect(last()).toMatchObject({ level: 'debug', errorId: shown.errorId, code: 'changed-meanwhile' });
  expect(JSON.stringify(shown)).not.toContain('revision 3');
});

it('takes what is no fault for an internal one', () => {
  const { log, last } = capture();
  expect(reportFault(log, new TypeError('secret layout'))).toMatchObject({ code: 'internal', status: 500 });
  expect(last()['level']).toBe('error');
});

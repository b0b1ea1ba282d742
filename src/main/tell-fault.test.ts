import { expect, it } from 'vitest';
import { Fault } from '#contracts/errors.ts';
import { tellFault } from './tell-fault.ts';

it('says what, where and what to do, without a trace', () => {
  const told = tellFault(new Fault('port-taken', 'Port 8443 on ::1 is taken.'), { trace: 'none' });
  expect(told).toEqual({
    text: 'sallyport: A port is taken.\n  Port 8443 on ::1 is taken.\n  Stop what uses it, or choose another port.',
    exitCode: 3,
  });
});

it('shows a trace when asked to, and keeps lines that are indented', () => {
  const told = tellFault(new Fault('internal', 'first\n  second'), { trace: 'full' });
  expect(told.text).toContain('\n  first\n  second\n');
  expect(told.text).toContain('tell-fault.test.ts');
});

it('knows a full disk by its errno', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(tellFault(full, { trace: 'none' }).exitCode).toBe(8);
  expect(tellFault('odd', { trace: 'none' })).toMatchObject({ exitCode: 1 });
});

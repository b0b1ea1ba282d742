import { Fault, type FaultCode, faults } from '#contracts/errors.ts';
import { exitCodeOf, remedies } from './exit-codes.ts';

export interface ToldFault {
  readonly text: string;
  readonly exitCode: number;
}

/** Operating system errors that say what is wrong by themselves (errno(3)). */
const byErrno: ReadonlyMap<string, FaultCode> = new Map([
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EROFS', 'data-directory-unusable'],
]);

/**
 * Words for whoever started Sallyport: what is wrong, where, and what to do. A stack trace only where it was
 * asked for, since it hides the one line that matters.
 */
export function tellFault(thrown: unknown, options: { readonly trace: 'none' | 'full' }): ToldFault {
  const fault = asFault(thrown);
  const kind = faults[fault.code];
  const todo = remedies[fault.code];
  const lines = [`sallyport: ${kind.shown}`, ...indented(fault.message)];
  if (todo !== undefined) lines.push(`  ${todo}`);
  if (options.trace === 'full' && fault.stack !== undefined) lines.push('', fault.stack);
  return { text: lines.join('\n'), exitCode: exitCodeOf(fault.code) };
}

function asFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const errno = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const fault = new Fault(byErrno.get(errno) ?? 'internal', error.message, { cause: thrown });
  if (error.stack !== undefined) fault.stack = error.stack;
  return fault;
}

function indented(text: string): readonly string[] {
  return text.split('\n').map((line) => (line.startsWith('  ') ? line : `  ${line}`));
}

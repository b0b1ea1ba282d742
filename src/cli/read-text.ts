import { isUtf8 } from 'node:buffer';
import { UsageError } from './command.ts';

interface Source {
  /** As people call it. */
  readonly name: string;
  /** Reading stops there, so that neither a wrong file nor a device that never ends fills the memory. */
  readonly mostBytes?: number | undefined;
}

/**
 * Reads a stream to its end as text. Where it has a limit, bytes that are not UTF-8 are refused: replaced by marks,
 * they would make another name or policy of what was written.
 *
 * @throws UsageError
 */
export async function readText(
  stream: AsyncIterable<string | Uint8Array>,
  { name, mostBytes }: Source,
): Promise<string> {
  const parts: Buffer[] = [];
  let total = 0;
  for await (const part of stream) {
    const bytes = Buffer.from(part);
    total += bytes.length;
    if (mostBytes !== undefined && total > mostBytes)
      throw new UsageError(`${name}: larger than ${mostBytes} bytes`);
    parts.push(bytes);
  }
  const whole = Buffer.concat(parts);
  if (mostBytes !== undefined && !isUtf8(whole))
    throw new UsageError(`${name}:${firstStrangeLine(whole)}: not UTF-8; save it in that encoding`);
  return whole.toString('utf8');
}

/** The first line that is not UTF-8, from 1; a line feed is never a part of another character. */
function firstStrangeLine(whole: Buffer): number {
  let line = 1;
  let from = 0;
  for (;;) {
    const end = whole.indexOf(0x0a, from);
    if (end < 0 || !isUtf8(whole.subarray(from, end))) return line;
    line += 1;
    from = end + 1;
  }
}

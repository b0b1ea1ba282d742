import { type Given, UsageError } from '../../command.ts';
import type { CommandContext } from '../../context.ts';

/** The flags by which a policy's text is given. */
export const textFlags = [
  { flags: '--file <file>', about: 'The file that holds its text; - is standard input.' },
  { flags: '--text <text>', about: 'Its text itself.' },
];

/** Reads the text that was given. @throws UsageError when there are two */
export async function givenText(context: CommandContext, given: Given): Promise<string | undefined> {
  const file = given.text('file');
  const text = given.text('text');
  if (file !== undefined && text !== undefined) throw new UsageError('give --file or --text, not both');
  return file === undefined ? text : context.read(file);
}

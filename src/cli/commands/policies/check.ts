import { policies } from '#contracts/api/policies.ts';
import { type Command, needed } from '../../command.ts';
import { harmless } from '../../table.ts';
import { givenText, textFlags } from './policy-text.ts';
import { exitCodes } from '../../exit-codes.ts';

export const checkPolicy: Command = {
  noun: 'policies',
  verb: 'check',
  about: 'Checks the text of a policy without storing it; exit code 1 when it is not valid.',
  flags: textFlags,
  async run(context, given) {
    const text = needed(await givenText(context, given), '--file or --text');
    const client = await context.api();
    const check = await client.call(policies.check, { body: { text } });
    context.show(check, () => {
      const lines = check.problems.map(({ severity = 'error', message, help, start }) => {
        const place = start === undefined ? '' : ` at ${placeIn(text, start)}`;
        return harmless(`${severity}${place}: ${message}${help === undefined ? '' : ` (${help})`}`);
      });
      return [...lines, check.valid ? 'It is valid.' : 'It is not valid.'].join('\n');
    });
    return check.valid ? exitCodes.done : exitCodes.no;
  },
};

function placeIn(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

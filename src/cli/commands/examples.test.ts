import { CommanderError } from 'commander';
import { expect, it } from 'vitest';
import { examplesOf } from '../examples.ts';
import { buildProgram } from '../program.ts';
import { commands } from './list.ts';

it('has an example for every command, which says what it may', async () => {
  const [first] = commands;
  expect(first).toBeDefined();
  for (const command of commands) {
    const name = [command.noun, command.verb].filter((word) => word !== undefined).join(' ');
    const examples = examplesOf(command);
    // A new command brings its own under `examples`, or has a line in src/cli/examples.ts.
    expect([name, examples.length > 0]).toEqual([name, true]);
    for (const example of examples) {
      const ran: string[] = [];
      const program = buildProgram(
        commands,
        async ({ noun, verb }) => void ran.push(`${noun ?? ''} ${verb}`),
      );
      program.configureOutput({ writeErr: () => {}, writeOut: () => {} });
      const words = [...example.matchAll(/"([^"]*)"|(\S+)/g)].map(
        ([, quoted, plain]) => quoted ?? plain ?? '',
      );
      const redirected = words.indexOf('>');
      await program
        .parseAsync(redirected < 0 ? words : words.slice(0, redirected), { from: 'user' })
        .catch((thrown: unknown) => {
          if (!(thrown instanceof CommanderError)) throw thrown;
          ran.push(thrown.message);
        });
      expect([example, ran]).toEqual([example, [`${command.noun ?? ''} ${command.verb}`]]);
    }
  }
});

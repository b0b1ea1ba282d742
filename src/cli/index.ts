export type { Argument, Command, Flag, Given } from './command.ts';
export { UsageError } from './command.ts';
export { commands } from './commands/list.ts';
export type { CommandContext } from './context.ts';
export type { Surroundings } from './open-context.ts';
export { processSurroundings } from './process-surroundings.ts';
export { runCli, type RunCliOptions } from './run-cli.ts';

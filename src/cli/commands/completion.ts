import { type Command, UsageError } from '../command.ts';
import { scripts } from '../completion/scripts.ts';

export const completionCommand: Command = {
  verb: 'completion',
  about: 'Prints what makes a shell complete nouns, verbs, flags and names at the tab key.',
  examples: [
    'completion bash > ~/.local/share/bash-completion/completions/sallyport',
    'completion zsh > ~/.zfunc/_sallyport',
    'completion fish > ~/.config/fish/completions/sallyport.fish',
  ],
  args: [{ name: '<shell>', about: 'bash, zsh or fish.' }],
  async run(context, given) {
    const [shell] = given.args;
    if (shell !== 'bash' && shell !== 'zsh' && shell !== 'fish') {
      throw new UsageError(`${shell} is none of bash, zsh, fish`);
    }
    context.show({ script: scripts[shell] }, () => scripts[shell].trimEnd());
  },
};

import { type Mentions, usesContext } from './mentions.ts';

/** Whether a path of the context, or its presence, can change what these statements say. */
export function asksFor(mentions: readonly Mentions[], path: string): boolean {
  return mentions.some((one) => usesContext(one, path) || one.presence.has(path));
}

import { fitted } from './decision-line.ts';

/** A terminal with one line at its end that is written over, and lines that scroll above it. */
export interface LiveTerminal {
  /** Writes lines that stay. */
  print(lines: readonly string[]): void;
  /** Says what stands in the last line from now on. */
  status(text: string): void;
  /** Clears the last line and leaves the terminal as it was. */
  close(): void;
}

/** What a terminal is written to by. */
export interface TerminalOutput {
  write(text: string): unknown;
  readonly columns?: number | undefined;
}

/** How wide it is; one that does not know its own width, or says nothing, counts as 80 columns. */
export function columnsOf({ columns = 0 }: TerminalOutput): number {
  return columns > 0 ? columns : 80;
}

const clearLine = '\r\u001b[2K';

/**
 * Opens it. The cursor waits at the begin of the last line: the log, which others write, then overwrites that line and
 * scrolls it away, and the next word from here draws it again.
 */
export function openLiveTerminal(out: TerminalOutput): LiveTerminal {
  let last = '';
  const draw = (): void => {
    if (last !== '') out.write(`${clearLine}${fitted(last, columnsOf(out) - 1)}\r`);
  };
  return {
    print(lines) {
      if (lines.length === 0) return;
      out.write(`${clearLine}${lines.join('\n')}\n`);
      draw();
    },
    status(text) {
      last = text;
      draw();
    },
    close() {
      last = '';
      out.write(clearLine);
    },
  };
}

import type { Client } from '#client/index.ts';

/** What a command works with. */
export interface CommandContext {
  /** Opens the API: the machine's own socket, or the address that was given. */
  api(): Promise<Client>;
  /** Shows a result: as JSON for programs, else in words. */
  show(result: unknown, words: () => string): void;
  /** A line for people that is no result; not shown where JSON was asked for. */
  say(line: string): void;
  /** Whether JSON was asked for. */
  readonly json: boolean;
  /**
   * Reads a file, or standard input for `-`. With a limit it reads no further than that, and takes nothing but UTF-8.
   *
   * @throws UsageError for what is larger, or is not UTF-8
   */
  read(path: string, limit?: { readonly mostBytes: number }): Promise<string>;
  /** The files of a directory and those below it, by name; a file alone is itself, `-` too. */
  filesIn(path: string): Promise<readonly string[]>;
  /** Writes chunks to a new file (0600), or to standard output for `-`. */
  write(path: string, chunks: AsyncIterable<Uint8Array | string>): Promise<void>;
  /** Asks for a secret that is not echoed, or takes it from a file. */
  secret(request: { readonly question: string; readonly file?: string | undefined }): Promise<string>;
  /** Asks yes or no at the terminal. @throws UsageError where there is none */
  confirm(question: string): Promise<boolean>;
  readonly now: () => number;
  readonly machine: Machine;
}

/** Facts of the machine and its user that help say what to do. */
export interface Machine {
  readonly uid: number | undefined;
  readonly userName: string;
  readonly dataDir: string;
  readonly socket: string;
  readonly nodeVersion: string;
  readonly home: string;
  /** As Node names operating systems. */
  readonly platform: string;
  /** Where programs are looked for. */
  readonly searchPath: string;
  /** The user who became root by sudo(8) for this. */
  readonly sudoUser: string | undefined;
  /** How this program is called, word by word. */
  readonly program: readonly string[];
}

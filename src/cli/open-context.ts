import { createReadStream } from 'node:fs';
import { open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { confirm, password } from '@clack/prompts';
import { showUnseenMarks } from '#base/unseen-marks.ts';
import { type ApiPlace, type Client, createClient, nodeTransport } from '#client/index.ts';
import { defaultDataDirectory, localSocketPath } from '#contracts/data-directory.ts';
import { UsageError } from './command.ts';
import type { CommandContext, Machine } from './context.ts';
import type { Target } from './explain-error.ts';
import { readText } from './read-text.ts';

/** The process and machine around the command line. */
export interface Surroundings {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly uid: number | undefined;
  readonly userName: string;
  readonly home: string;
  readonly nodeVersion: string;
  /** As Node names operating systems. */
  readonly platform?: string;
  /** How this program is called, word by word. */
  readonly program?: readonly string[];
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly now: () => number;
}

export interface OpenContext extends CommandContext {
  /** Where the API was looked for, to explain a failure. */
  target(): Promise<Target>;
}

/** Opens what commands work with, by the flags that all of them share. */
export async function openContext(
  flags: Readonly<Record<string, unknown>>,
  surroundings: Surroundings,
): Promise<OpenContext> {
  const text = (name: string): string | undefined => {
    const value = flags[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const machine = machineOf(surroundings, text('dataDir'));
  const json = flags['json'] === true;
  const url = text('url');
  return {
    machine,
    now: surroundings.now,
    json,
    api: async () => (url === undefined ? localClient(machine) : remoteClient(url, text)),
    // Whatever a command forgot to make harmless is made so here; in JSON a mark may be written as its number.
    show: (result, words) =>
      surroundings.out(`${showUnseenMarks(json ? JSON.stringify(result, null, 2) : words(), 'lines')}\n`),
    say: (line) => surroundings.err(json ? '' : `${showUnseenMarks(line, 'lines')}\n`),
    read: (path, limit) => {
      const source = path === '-' ? surroundings.stdin : createReadStream(path);
      return readText(source, { name: path === '-' ? 'standard input' : path, ...limit });
    },
    write: (path, chunks) => writeChunks(path, chunks, surroundings.out),
    filesIn,
    secret: (request) => askSecret(request, surroundings),
    confirm: (question) => askWhether(question, surroundings),
    target: async () =>
      url === undefined
        ? { kind: 'socket', where: machine.socket, owner: await ownerOf(machine.dataDir) }
        : { kind: 'url', where: url },
  };
}

function machineOf(surroundings: Surroundings, named: string | undefined): Machine {
  const { uid, home, environment, userName, nodeVersion } = surroundings;
  const stateHome = environment['XDG_STATE_HOME'];
  const dataDir =
    named ?? environment['SALLYPORT_DATA_DIR'] ?? defaultDataDirectory({ uid, home, stateHome });
  const { platform = 'linux', program = ['sallyport'] } = surroundings;
  return {
    uid,
    userName,
    dataDir,
    nodeVersion,
    socket: localSocketPath(dataDir, uid),
    home,
    platform,
    program,
    searchPath: environment['PATH'] ?? '',
    sudoUser: environment['SUDO_USER'],
  };
}

function localClient({ socket }: Machine): Client {
  return createClient({ transport: nodeTransport({ kind: 'socket', path: socket }) });
}

async function remoteClient(url: string, text: (name: string) => string | undefined): Promise<Client> {
  const tokenFile = text('tokenFile');
  if (tokenFile === undefined) {
    throw new UsageError(
      '--url needs --token-file: a file that holds an API token (`sallyport tokens create`)',
    );
  }
  if (!URL.canParse(url)) throw new UsageError('--url is an address such as https://api.example.org');
  const caFile = text('caFile');
  const ca = caFile === undefined ? {} : { ca: await readFile(caFile, 'utf8') };
  const place: ApiPlace = { kind: 'url', url, ...ca };
  const token = (await readFile(tokenFile, 'utf8')).trim();
  return createClient({ transport: nodeTransport(place), token });
}

/** The numeric owner of a directory, in words; undefined where it cannot be seen. */
async function ownerOf(dataDir: string): Promise<string | undefined> {
  try {
    const { uid } = await stat(dataDir);
    return uid === 0 ? 'root' : `the user with id ${uid}`;
  } catch {
    return undefined;
  }
}

/** More files than anybody keeps in one place: somebody named the wrong directory. */
const mostFiles = 1_000;

async function filesIn(path: string): Promise<readonly string[]> {
  if (path === '-' || !(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  if (files.length > mostFiles) throw new UsageError(`${path} holds more than ${mostFiles} files.`);
  return files.toSorted();
}

/** Writes to a file that is not there yet and that nobody else may read: it may hold everything there is. */
async function writeChunks(
  path: string,
  chunks: AsyncIterable<Uint8Array | string>,
  out: (text: string) => void,
): Promise<void> {
  if (path === '-') {
    const decoder = new TextDecoder();
    for await (const chunk of chunks) {
      out(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }));
    }
    return;
  }
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST'
      ? new UsageError(`${path} is there already; it is not overwritten.`)
      : error;
  });
  try {
    for await (const chunk of chunks) await file.appendFile(chunk);
    await file.sync();
  } catch (error) {
    await rm(path, { force: true }); // half of it must not lie there as if it were whole
    throw error;
  } finally {
    await file.close();
  }
}

async function askSecret(
  { question, file }: { readonly question: string; readonly file?: string | undefined },
  { stdin }: Surroundings,
): Promise<string> {
  if (file !== undefined) return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  if (stdin.isTTY !== true) throw new UsageError('there is no terminal to ask at: use --passphrase-file');
  const answer = await password({ message: question });
  if (typeof answer !== 'string') throw new UsageError('broken off');
  return answer;
}

async function askWhether(question: string, { stdin }: Surroundings): Promise<boolean> {
  if (stdin.isTTY !== true) throw new UsageError('there is no terminal to ask at: say --yes');
  return (await confirm({ message: question, initialValue: false })) === true;
}

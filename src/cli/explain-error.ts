import { ApiError } from '#client/index.ts';
import { UsageError } from './command.ts';
import type { Machine } from './context.ts';
import { exitCodes } from './exit-codes.ts';
import { harmless } from './table.ts';

/** Where the command line wanted to reach the API. */
export interface Target {
  readonly kind: 'socket' | 'url';
  readonly where: string;
  /** The user whose the socket is, where that can be seen. */
  readonly owner?: string | undefined;
}

export interface Explained {
  readonly lines: readonly string[];
  readonly exitCode: number;
}

/** Says what went wrong and what to do next. Exit codes are those of `exit-codes.ts`. */
export function explainError(error: unknown, machine: Machine, target: Target): Explained {
  if (error instanceof UsageError) return { lines: [error.message], exitCode: exitCodes.saidWrongly };
  if (error instanceof ApiError) return { lines: explainProblem(error), exitCode: exitCodes.no };
  const code = codeOf(error);
  const lines = target.kind === 'socket' ? socketLines(code, machine, target) : urlLines(code, target);
  if (lines !== undefined) return { lines, exitCode: exitCodes.notReached };
  return { lines: [error instanceof Error ? error.message : String(error)], exitCode: exitCodes.no };
}

function explainProblem({ problem }: ApiError): readonly string[] {
  const { title, detail, problems = [], errorId, code } = problem;
  const placed = problems.map(({ at, message, help, start }) => {
    const place = start === undefined ? at : `${at}, character ${start + 1}`;
    return `  ${place}: ${message}${help === undefined ? '' : ` (${help})`}`;
  });
  const next = nextStep(code);
  return [
    detail === undefined || detail === title ? title : `${title} ${detail}`,
    ...placed.filter(
      (line) => !line.endsWith(`: ${detail}`) || problems.some(({ start }) => start !== undefined),
    ),
    ...(next === undefined ? [] : [next]),
    ...(errorId === '' ? [] : [`(The server's log says more under ${errorId}.)`]),
  ].map(harmless);
}

function nextStep(code: string): string | undefined {
  if (code === 'not-signed-in') return 'Is the token right, and not expired or revoked? See --token-file.';
  if (code === 'not-permitted') return 'On the machine itself, without --url, you are owner.';
  if (code === 'second-person-needed') return 'See it, and who can decide it: sallyport proposals list.';
  if (code === 'changed-meanwhile') return 'Run the command again: it reads the newest version first.';
  return undefined;
}

function socketLines(code: string, machine: Machine, target: Target): readonly string[] | undefined {
  if (code === 'ENOENT' || code === 'ECONNREFUSED') {
    return [
      `No Sallyport is running with its data in ${machine.dataDir}.`,
      'Start it with `npm start` or `sallyport serve`; if its data lies elsewhere, say where: --data-dir DIR.',
      'To reach one on another machine: --url https://api.DOMAIN --token-file FILE.',
    ];
  }
  if (code === 'EACCES' || code === 'EPERM') {
    const owner = target.owner ?? 'the user who started Sallyport';
    const whose = owner === 'root' ? 'root' : `${owner} and root`;
    const as = owner === 'root' ? 'root (sudo)' : `${owner} or as root (sudo)`;
    return [
      `You (${machine.userName}) may not use the socket ${target.where}: it is for ${whose}.`,
      `Run this as ${as}, or use --url and --token-file.`,
    ];
  }
  return undefined;
}

function urlLines(code: string, { where }: Target): readonly string[] | undefined {
  if (code === 'ECONNREFUSED') return [`Nothing listens at ${where}. Is the port right, and is it running?`];
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return [`The name in ${where} is not known here.`];
  if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code)) {
    return [
      `The certificate of ${where} is not trusted here (${code}).`,
      'If Sallyport uses its own authority, name its certificate: --ca-file FILE.',
    ];
  }
  return undefined;
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  // Several addresses of one name are tried; the first failure says as much as all of them.
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

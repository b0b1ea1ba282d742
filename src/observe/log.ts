import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from '#contracts/errors.ts';
import type { LogFields } from './fields.ts';
import { redact, redactText } from './redact.ts';

/** A structured log: one JSON object a line. What is a secret by type, name or shape never gets into it. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  fatal(message: string, fields?: LogFields): void;
  /** A log whose lines all carry these fields as well. */
  with(fields: LogFields): Log;
  /** Tells whether a line of this level is written, where making its fields costs something. */
  writes(level: LogLevel): boolean;
  /** Writes out what is buffered; to be awaited before the process ends. */
  flush(): Promise<void>;
}

export interface LogOptions {
  /** Which part of Sallyport speaks: `serve`, `control`, `gateway`, … */
  readonly part: string;
  readonly level?: LogLevel | 'silent';
  /** Where lines go; absent: standard output, buffered, so that no request waits for a log. */
  readonly destination?: DestinationStream;
}

/** Opens a log. */
export function createLog(options: LogOptions): Log {
  const destination = options.destination ?? pino.destination({ dest: 1, sync: false });
  const logger = pino(
    {
      level: options.level ?? 'info',
      base: { part: options.part, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'message',
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  return wrap(logger);
}

/** A log that writes nothing, for tests and tools. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  fatal: () => undefined,
  with: () => silentLog,
  writes: () => false,
  flush: () => Promise.resolve(),
};

function wrap(logger: Logger): Log {
  const write = (level: LogLevel) => (message: string, fields?: LogFields) => {
    if (!logger.isLevelEnabled(level)) return;
    const text = redactText(message);
    if (fields === undefined) logger[level](text);
    else logger[level](redact(fields), text);
  };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('fatal'),
    with: (fields) => wrap(logger.child(asBindings(redact(fields)))),
    writes: (level) => logger.isLevelEnabled(level),
    flush: () => new Promise((resolve) => logger.flush(() => resolve())),
  };
}

function asBindings(fields: unknown): Record<string, unknown> {
  return typeof fields === 'object' && fields !== null ? { ...fields } : {};
}

import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** A file of the console, held in memory: there are few, and root's file system may be out of reach later. */
interface ConsoleFile {
  readonly bytes: Buffer;
  readonly type: string;
}

/** The console's files by their path; empty where the console was not built. */
export type ConsoleFiles = ReadonlyMap<string, ConsoleFile>;

const types: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.woff2', 'font/woff2'],
  ['.json', 'application/json'],
]);

/** Reads the built console from its folder. */
export async function readConsoleFiles(folder: string): Promise<ConsoleFiles> {
  const files = new Map<string, ConsoleFile>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const type = types.get(extname(entry.name));
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length).replaceAll('\\', '/'), { bytes: await readFile(path), type });
  }
  return files;
}

/** Stands in the built page where the nonce goes. */
const noncePlace = '__NONCE__';

/**
 * Answers a request for the console: its files, and for every other path its one page, which finds its way by
 * itself. Scripts run only from our own files; style elements carry a nonce that is new each time, so that
 * neither stored text nor another app can bring any of its own.
 */
export function answerConsole(files: ConsoleFiles, request: Request, origin: string): Response {
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 });
  const { pathname } = new URL(request.url);
  const file = pathname === '/index.html' ? undefined : files.get(pathname);
  if (file !== undefined) {
    // Names below /assets carry a digest of their content.
    const cache = pathname.startsWith('/assets/')
      ? 'private, max-age=31536000, immutable'
      : 'private, no-cache';
    return reply(request, file.bytes, { 'content-type': file.type, 'cache-control': cache });
  }
  const page = files.get('/index.html');
  if (page === undefined || pathname.startsWith('/assets/'))
    return new Response('There is nothing here.\n', { status: 404 });
  const nonce = randomBytes(16).toString('base64');
  return reply(request, Buffer.from(page.bytes.toString('utf8').replaceAll(noncePlace, nonce)), {
    'content-type': page.type,
    'cache-control': 'no-store',
    'content-security-policy': contentPolicy(nonce),
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    link: `<${origin}/>; rel="canonical"`,
  });
}

function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function reply(request: Request, bytes: Buffer, headers: Readonly<Record<string, string>>): Response {
  const body = request.method === 'HEAD' ? null : new Uint8Array(bytes);
  const all = {
    ...headers,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  };
  return new Response(body, { status: 200, headers: all });
}

import { readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import type { Transport } from '#client/index.ts';
import { apiPath } from '#contracts/api/operations.ts';

const router = new URL('../../../../console/src/router.tsx', import.meta.url).pathname;

interface Call {
  readonly type: string;
  readonly callee?: { readonly name?: string };
  readonly arguments?: readonly { readonly value?: unknown }[];
}

/** Every path of the console, read from its router: a page that is added is walked by itself. */
export function consolePaths(): readonly string[] {
  const { program } = parseSync(router, readFileSync(router, 'utf8'));
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, callee, arguments: given } = node as Call;
    const path = given?.[0]?.value;
    if (type === 'CallExpression' && callee?.name === 'page' && typeof path === 'string') found.push(path);
    for (const part of Object.values(node)) visit(part);
  };
  visit(program);
  return found;
}

/** Fills the parameter of a path with something that exists: the first of the list that stands before it. */
export async function fillPath(ask: Transport, path: string): Promise<string> {
  const [, list, rest] = /^\/([\w/-]+)\/\$\w+(.*)$/.exec(path) ?? [];
  if (list === undefined) return path;
  if (rest !== '') throw new Error(`${path}: say here what stands for its parameter`);
  const answer = await ask({ method: 'GET', path: `${apiPath}/${list}?limit=1`, headers: {} });
  const { items } = JSON.parse(await answer.text()) as {
    items: readonly { id?: string; name?: string }[];
  };
  const id = items[0]?.id ?? items[0]?.name;
  if (id === undefined) throw new Error(`${path}: the walk's installation has no ${list}`);
  return `/${list}/${id}`;
}

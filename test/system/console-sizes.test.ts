import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { consolePaths } from './support/console/routes.ts';

// What a browser has to fetch, in bytes after gzip, of the built console.

const folder = join(process.cwd(), 'dist/console/assets');
const files = readdirSync(folder);
const sizeOf = (name: string): number => gzipSync(readFileSync(join(folder, name))).length;

/** A script with everything that it imports before it runs; what it imports when it is needed is left out. */
function withImports(name: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  const text = readFileSync(join(folder, name), 'utf8');
  for (const [, imported] of text.matchAll(/(?:^|[;}])import(?:[^"'();]*from)?["']\.\/([\w.-]+\.js)["']/g))
    if (imported !== undefined) withImports(imported, seen);
  return seen;
}

function entry(): string {
  const page = readFileSync(join(folder, '../index.html'), 'utf8');
  const [, name] = /<script[^>]* src="\/assets\/([\w.-]+\.js)"/.exec(page) ?? [];
  if (name === undefined) throw new Error('the page of the console names no script');
  return name;
}

describe('the built console', () => {
  it('begins with a script that is small for an application, and one style', () => {
    const first = [...withImports(entry())];
    expect(first.length).toBeGreaterThan(1);
    const bytes = first.reduce((sum, name) => sum + sizeOf(name), 0);
    expect(bytes).toBeLessThan(270_000);
    const styles = files.filter((name) => name.endsWith('.css')).reduce((sum, name) => sum + sizeOf(name), 0);
    expect(styles).toBeLessThan(50_000);
  });

  it('is split: pages are scripts of their own, fetched when they are opened', () => {
    const first = withImports(entry());
    const later = files.filter((name) => name.endsWith('.js') && !first.has(name));
    expect(later.length).toBeGreaterThan(consolePaths().length / 2);
    const largest = Math.max(...later.map(sizeOf));
    expect(largest).toBeLessThan(60_000);
  });

  it('brings German only to who reads it', () => {
    const first = [...withImports(entry())].map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(first.some((text) => text.includes('Offene Verbindungen'))).toBe(false);
    expect(files.some((name) => name.startsWith('german-'))).toBe(true);
  });
});

import { builtinModules } from 'node:module';
import { describe, expect, it } from 'vitest';
import { areas, openAreas } from './areas.ts';
import { sourceFiles } from './support/source-files.ts';

interface Import {
  readonly from: string;
  readonly area: string;
  readonly specifier: string;
}

const files = sourceFiles('src');
const imports = files.flatMap(({ path, text }) => importsOf(path, text));

function importsOf(path: string, text: string): Import[] {
  const area = path.split('/')[1] ?? '';
  const found = text.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)['"]([^'"]+)['"]/gm);
  return [...found].map(([, specifier]) => ({ from: path, area, specifier: specifier ?? '' }));
}

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
const packageOf = (specifier: string): string =>
  specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : (specifier.split('/')[0] ?? '');

describe('architecture', () => {
  it('saw the code', () => {
    expect(files.length).toBeGreaterThan(0);
    expect(imports.length).toBeGreaterThan(0);
  });

  it('knows every area', () => {
    const unknown = files.map((file) => file.path.split('/')[1] ?? '').filter((area) => !(area in areas));
    expect([...new Set(unknown)]).toEqual([]);
  });

  it('imports other areas only as the table says, and tests alone import testing', () => {
    const offences = imports
      .filter(({ specifier }) => specifier.startsWith('#'))
      .filter(({ from, area, specifier }) => {
        const target = specifier.slice(1).split('/')[0] ?? '';
        if (target === area) return true; // inside an area imports are relative
        if (target === 'testing') return !isTest(from) && area !== 'testing';
        if (target === 'main') return true;
        const allowed = areas[area]?.areas ?? [];
        return allowed !== 'all' && !allowed.includes(target);
      });
    expect(offences.map((o) => `${o.from} -> ${o.specifier}`)).toEqual([]);
  });

  it('enters another area by its index, unless each of its files is public', () => {
    const offences = imports.filter(({ specifier }) => {
      if (!specifier.startsWith('#')) return false;
      const [target = '', ...rest] = specifier.slice(1).split('/');
      return !openAreas.includes(target) && rest.join('/') !== 'index.ts';
    });
    expect(offences.map((o) => `${o.from} -> ${o.specifier}`)).toEqual([]);
  });

  it('never leaves an area by a relative path', () => {
    const offences = imports.filter(({ from, specifier }) => {
      if (!specifier.startsWith('.')) return false;
      const target = new URL(specifier, `file:///${from}`).pathname.slice(1);
      return target.split('/').slice(0, 2).join('/') !== from.split('/').slice(0, 2).join('/');
    });
    expect(offences.map((o) => `${o.from} -> ${o.specifier}`)).toEqual([]);
  });

  it('uses only the npm packages that the table gives the area', () => {
    const offences = imports
      .filter(({ from, specifier }) => !isTest(from) && !/^[#.]/.test(specifier))
      .filter(({ specifier }) => !specifier.startsWith('node:') && !builtinModules.includes(specifier))
      .filter(({ area, specifier }) => !areas[area]?.packages.includes(packageOf(specifier)));
    expect(offences.map((o) => `${o.from} -> ${o.specifier}`)).toEqual([]);
  });

  it('lets the console use the contracts and the client, and nothing else of ours', () => {
    const console = sourceFiles('console/src').flatMap(({ path, text }) => importsOf(path, text));
    expect(console.length).toBeGreaterThan(20);
    const offences = console.filter(
      ({ specifier }) => specifier.startsWith('#') && !/^#(contracts|client)\//.test(specifier),
    );
    expect(offences.map((o) => `${o.from} -> ${o.specifier}`)).toEqual([]);
  });
});

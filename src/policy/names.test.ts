import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Directory, entitiesIn, idsToNames, namesToIds } from './names.ts';

const known: readonly (readonly [type: string, name: string, id: string])[] = [
  ['Group', 'engineering', 'grp_1'],
  ['Group', 'twins', 'grp_2'],
  ['Group', 'twins', 'grp_3'],
  ['App', 'payroll', 'app_1'],
  ['App', 'say "hi"', 'app_2'],
  ['Person', 'ann@example.org', 'per_ann'],
];
const directory: Directory = {
  idsOf: ({ type, name }) => known.filter(([t, n]) => t === type && n === name).map(([, , id]) => id),
  nameOf: ({ type, id }) => known.find(([t, , i]) => t === type && i === id)?.[1],
};

describe('names in policies', () => {
  it('become ids', () => {
    const text =
      'permit(principal in Group::"engineering", action == Action::"open", resource == App :: "payroll") when { principal == Person::"ann@example.org" };';
    expect(namesToIds(text, directory)).toEqual({
      text: 'permit(principal in Group::"grp_1", action == Action::"open", resource == App::"app_1") when { principal == Person::"per_ann" };',
      problems: [],
    });
  });

  it('are left alone in comments, strings, tags and where an id stands already', () => {
    const text =
      '// App::"payroll"\n@title("App::\\"payroll\\"") permit(principal == Person::"per_9", action, resource in Tag::"payroll") when { "Group::x" == "App::" && resource == App::"console" };';
    expect(namesToIds(text, directory)).toEqual({ text, problems: [] });
  });

  it('of nothing, or of several, are problems at their place', () => {
    const text = 'permit(principal in Group::"twins", action, resource == App::"pyroll");';
    const { problems } = namesToIds(text, directory);
    expect(problems.map(({ start, end }) => text.slice(start, end))).toEqual([
      'Group::"twins"',
      'App::"pyroll"',
    ]);
    expect(problems.map(({ help }) => help)).toEqual(['write the id of one: grp_2, grp_3', undefined]);
  });

  it('come back for reading, unless the name would lead elsewhere', () => {
    const stored =
      'permit(principal in Group::"grp_2", action, resource == App::"app_2") when { resource in App::"app_1" };';
    expect(idsToNames(stored, directory)).toBe(
      'permit(principal in Group::"grp_2", action, resource == App::"say \\"hi\\"") when { resource in App::"payroll" };',
    );
  });

  it('survive the way there and back, whatever else the text holds', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'Group::"grp_1"',
        'App::"app_1"',
        'App::"app_2"',
        '//',
        '\n',
        '"',
        '\\',
        'Group::',
        '"a"',
      ),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const stored = parts.join('');
        expect(namesToIds(idsToNames(stored, directory), directory).text).toBe(stored);
      }),
    );
  });

  it('can be listed to look them up at once', () => {
    expect(entitiesIn('permit(principal in Group::"a", action, resource == App::"b"); // App::"c"')).toEqual([
      { type: 'Group', name: 'a' },
      { type: 'App', name: 'b' },
    ]);
  });
});

import { expect, it } from 'vitest';
import { mostText, readDocuments } from './read-documents.ts';

const read = (text: string) => readDocuments([{ name: 'f', text }]);

it('refuses aliases, which stand for more than is written', () => {
  const bomb = `a: &a [x, x]\nb: &b [*a, *a]\nkind: group\nname: g\n`;
  expect(read(bomb)).toMatchObject({ objects: [], problems: [{ line: 2 }, { line: 2 }] });
});

it('refuses more than a request may have, without reading it', () => {
  expect(read(`kind: group\nname: ${'x'.repeat(mostText)}`).problems).toMatchObject([{ line: 1 }]);
  const many = '- { kind: group, name: g }\n'.repeat(1_001);
  expect(read(many)).toMatchObject({ objects: [], problems: [{ line: 1_001 }] });
});

it('finds every fault of the notation, keys that are there twice among them', () => {
  expect(read('kind: group\nname: a\nname: b\n').problems).toMatchObject([{ line: 3 }]);
  expect(read('kind: group\n name: [').problems.length).toBeGreaterThan(0);
  expect(read('just words').problems).toMatchObject([{ line: 1 }]);
  expect(read('kind: person\nname: x').problems).toMatchObject([{ line: 1, at: 'kind' }]);
  expect(read('')).toMatchObject({ objects: [], problems: [] });
});

it('says where a problem of the server is, within a block of text line by line', () => {
  const documents = read(
    '- kind: group\n  name: g\n- kind: policy\n  name: p\n  text: |\n    one\n    two\n',
  );
  expect(documents.place({ at: 'objects.1.text', message: 'no', start: 5 })).toEqual({
    file: 'f',
    line: 7,
    at: 'text',
    message: 'no',
  });
  expect(documents.place({ at: 'objects.1.mode', message: 'no' })).toMatchObject({ line: 3 });
  expect(documents.place({ at: 'objects.0', message: 'no' })).toMatchObject({ line: 1, at: '' });
  expect(documents.place({ at: 'body', message: 'no' })).toBeUndefined();
});

it('refuses what is too deep before it is read, with its file and line', () => {
  const problem = { file: 'f', line: 3, at: '', message: 'nested deeper than 50 levels' };
  expect(read(`kind: group\nname: g\nx: ${'['.repeat(100_000)}`)).toMatchObject({ problems: [problem] });
});

it('refuses tags that make something else of a value, and takes those of plain values', () => {
  for (const tag of ['!!binary', '!js', '!!js/function', '!<x>'])
    expect(read(`kind: group\nname: ${tag} aGk=`).problems).toMatchObject([{ line: 2, at: '' }]);
  expect(read('kind: group\nname: g\ndescription: !!str 5').problems).toEqual([]);
  expect(read('kind: group\nname: g\nmembers: !x [a]').problems).toMatchObject([{ line: 3, at: '' }]);
});

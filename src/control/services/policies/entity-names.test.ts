import { expect, it } from 'vitest';
import { entitiesIn, replaceEntities } from './entity-names.ts';

it('finds the entities of a text, whatever space is between', () => {
  const text = 'permit(principal in Group :: "Ops", action, resource == App::"wiki");';
  expect(entitiesIn(text).map(({ type, name }) => `${type} ${name}`)).toEqual(['Group Ops', 'App wiki']);
});

it('leaves comments and strings alone', () => {
  const text = [
    '// App::"comment"',
    '@advice("ask App::\\"string\\"")',
    'permit(principal, action, resource == App::"real") when { context.x == "//" };',
    'App::"after" // "App::"',
  ].join('\n');
  expect(entitiesIn(text).map(({ name }) => name)).toEqual(['real', 'after']);
});

it('writes ids for names and says where a place was before', () => {
  const text = 'a App::"wiki" b App::"unknown" c';
  const ids = new Map([['wiki', 'app_0123456789']]);
  const replaced = replaceEntities(text, ({ name }) => ids.get(name));
  expect(replaced.text).toBe('a App::"app_0123456789" b App::"unknown" c');
  const place = replaced.text.indexOf('"unknown"');
  expect(replaced.placeBefore(place)).toBe(text.indexOf('"unknown"'));
  expect(replaced.placeBefore(0)).toBe(0);
  expect(replaced.placeBefore(replaced.text.length)).toBe(text.length);
});

it('quotes names so that none of them can end the string', () => {
  const replaced = replaceEntities('Group::"x"', () => 'a"; permit(principal,action,resource); //\\');
  expect(entitiesIn(replaced.text)).toHaveLength(1);
  expect(entitiesIn(replaced.text)[0]?.name).toBe('a"; permit(principal,action,resource); //\\');
});

it.each(['', '\\'])('stays linear on an unclosed string that ends in %j', (end) => {
  expect(entitiesIn(`App::"${'\\"'.repeat(300_000)}${end}`)).toEqual([]);
});

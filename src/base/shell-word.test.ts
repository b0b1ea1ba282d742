import { expect, it } from 'vitest';
import { shellWord } from './shell-word.ts';

it('leaves plain words alone and quotes what a shell would read otherwise', () => {
  expect(shellWord('/var/lib/sallyport-2')).toBe('/var/lib/sallyport-2');
  expect(shellWord('/home/o neil')).toBe("'/home/o neil'");
  expect(shellWord("it's $HOME")).toBe(`'it'\\''s $HOME'`);
  expect(shellWord('')).toBe("''");
});

import { describe, expect, it } from 'vitest';
import type { AccessMap } from '#contracts/api/access.ts';
import { layOut } from '../console/src/pages/map/layout.ts';

const app = (id: string, people: number) => ({
  id,
  name: id,
  title: id.toUpperCase(),
  sensitivity: 'low' as const,
  labels: [],
  people,
  stronger: 0,
  partly: 0,
  programs: 0,
  public: false,
  publicPaths: 0,
  system: false,
});

const whole = { partly: 0, routes: [], programs: 0 };

const map: AccessMap = {
  at: 0,
  policyRevision: 1,
  people: { looked: 9, of: 9 },
  apps: { looked: 4, of: 4 },
  programs: { looked: 0, of: 0 },
  unknownGroups: 0,
  groups: [
    { id: 'staff', name: 'Staff', people: 8, programs: 0 },
    { id: 'finance', name: 'Finance', people: 2, programs: 0 },
  ],
  policies: [
    { id: 'p-wiki', name: 'Staff read', people: 8, programs: 0 },
    { id: 'p-pay', name: 'Finance pays', people: 2, programs: 0 },
  ],
  targets: [app('wiki', 8), app('chat', 8), app('pay', 2), app('shut', 0)],
  groupLines: [
    { from: 'staff', to: 'p-wiki', people: 8, programs: 0 },
    { from: 'finance', to: 'p-pay', people: 2, programs: 0 },
  ],
  appLines: [
    { from: 'p-wiki', to: 'wiki', people: 8, stronger: 0, ...whole },
    { from: 'p-wiki', to: 'chat', people: 8, stronger: 0, ...whole },
    { from: 'p-pay', to: 'pay', people: 2, stronger: 2, ...whole },
  ],
  linesLeftOut: 0,
};

const ids = (of: ReturnType<typeof layOut>) => of.boxes.map(({ id }) => id).toSorted();

describe('the picture of the access map', () => {
  it('has three columns with a line for each way, and no app that nobody reaches', () => {
    const picture = layOut(map);
    expect(ids(picture)).toEqual(['chat', 'finance', 'p-pay', 'p-wiki', 'pay', 'staff', 'wiki']);
    expect(picture.lines).toHaveLength(5);
    expect(new Set(picture.boxes.map(({ x }) => x)).size).toBe(3);
  });

  it('puts no box over another', () => {
    const places = layOut(map).boxes.map(({ x, y }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it.each([
    [{ column: 'groups', id: 'finance' } as const, ['finance', 'p-pay', 'pay']],
    [{ column: 'apps', id: 'wiki' } as const, ['p-wiki', 'staff', 'wiki']],
    [{ column: 'policies', id: 'p-wiki' } as const, ['chat', 'p-wiki', 'staff', 'wiki']],
  ])('narrows to what %j is tied to', (focus, expected) => {
    expect(ids(layOut(map, { focus }))).toEqual(expected);
  });

  it('searches names in every column, with what they are tied to', () => {
    expect(ids(layOut(map, { search: ' pay ' }))).toEqual(['finance', 'p-pay', 'pay']);
    expect(ids(layOut(map, { search: 'no such thing' }))).toEqual([]);
  });

  it('says how many boxes it does not draw, and draws those with the most people', () => {
    const { hidden, boxes } = layOut(map, { most: 1 });
    expect(hidden).toEqual({ groups: 1, policies: 1, apps: 2 });
    expect(boxes.map(({ id }) => id)).toEqual(['staff', 'p-wiki', 'chat']);
  });
});

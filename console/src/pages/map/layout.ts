import type { AccessMap } from '#contracts/api/access.ts';

export type Column = 'groups' | 'policies' | 'apps';

/** One box of the picture. */
export interface Box {
  readonly id: string;
  readonly column: Column;
  readonly name: string;
  readonly people: number;
  readonly programs: number;
  readonly x: number;
  readonly y: number;
}

/** One line of the picture, from the right edge of a box to the left edge of another. */
export interface Line {
  readonly from: Box;
  readonly to: Box;
  readonly people: number;
  /** Of these, after a stronger sign-in only. */
  readonly stronger: number;
  /** People who get into these routes of the app only, beside the others. */
  readonly partly: number;
  readonly routes: readonly string[];
  readonly programs: number;
}

/** What is drawn, and how many boxes of each column are not. */
export interface Picture {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly height: number;
  readonly hidden: Readonly<Record<Column, number>>;
}

export interface Narrowing {
  /** Only what is tied to this box. */
  readonly focus?: { readonly column: Column; readonly id: string } | undefined;
  /** Only what is tied to boxes whose names hold this. */
  readonly search?: string;
  /** Boxes of a column that are drawn, those with the most people first. */
  readonly most?: number;
}

export const boxWidth = 270;
export const boxHeight = 34;
export const pictureWidth = 1000;
const step = 46;
const xs: Readonly<Record<Column, number>> = {
  groups: 0,
  policies: (pictureWidth - boxWidth) / 2,
  apps: pictureWidth - boxWidth,
};
const columns = ['groups', 'policies', 'apps'] as const;

type Nodes = Readonly<Record<Column, readonly Node[]>>;

interface Node {
  readonly id: string;
  readonly name: string;
  readonly people: number;
  readonly programs: number;
}

/** Lays the map out in three columns: groups, policies, apps. Boxes that nothing leads to are not in it. */
export function layOut(map: AccessMap, { focus, search = '', most = 40 }: Narrowing = {}): Picture {
  const all: Nodes = {
    groups: map.groups,
    policies: map.policies,
    apps: map.targets
      .map(({ id, title, people, partly, programs }) => ({
        id,
        name: title,
        people: people + partly,
        programs,
      }))
      .filter(({ people, programs }) => people + programs > 0),
  };
  let kept = keptOf(all);
  if (focus !== undefined) kept = tiedTo(map, all, new Map([[focus.column, new Set([focus.id])]]));
  const words = search.trim().toLowerCase();
  if (words !== '') kept = common(kept, tiedTo(map, all, hits(all, words)));
  const boxes: Box[] = [];
  const hidden = { groups: 0, policies: 0, apps: 0 };
  for (const column of columns) {
    const wanted = all[column]
      .filter(({ id }) => kept[column].has(id))
      .toSorted((one, other) => weight(other) - weight(one) || one.name.localeCompare(other.name));
    hidden[column] = Math.max(0, wanted.length - most);
    for (const [place, node] of wanted.slice(0, most).entries())
      boxes.push({ ...node, column, x: xs[column], y: place * step });
  }
  const rows = Math.max(1, ...columns.map((column) => boxes.filter((box) => box.column === column).length));
  return {
    boxes: centred(boxes, rows),
    height: rows * step,
    hidden,
    lines: linesBetween(map, centred(boxes, rows)),
  };
}

function weight({ people, programs }: Node): number {
  return people + programs;
}

/** A short column stands in the middle of a long one, so that lines are short. */
function centred(boxes: readonly Box[], rows: number): readonly Box[] {
  return boxes.map((box) => {
    const own = boxes.filter(({ column }) => column === box.column).length;
    return { ...box, y: box.y + ((rows - own) * step) / 2 };
  });
}

function linesBetween(map: AccessMap, boxes: readonly Box[]): readonly Line[] {
  const at = new Map(boxes.map((box) => [`${box.column} ${box.id}`, box]));
  const draw = (from: Box | undefined, to: Box | undefined, rest: Omit<Line, 'from' | 'to'>): Line[] =>
    from === undefined || to === undefined ? [] : [{ from, to, ...rest }];
  return [
    ...map.groupLines.flatMap(({ from, to, people, programs }) =>
      draw(at.get(`groups ${from}`), at.get(`policies ${to}`), {
        people,
        stronger: 0,
        partly: 0,
        routes: [],
        programs,
      }),
    ),
    ...map.appLines.flatMap(({ from, to, ...rest }) =>
      draw(at.get(`policies ${from}`), at.get(`apps ${to}`), rest),
    ),
  ];
}

type Kept = Readonly<Record<Column, ReadonlySet<string>>>;

function keptOf(all: Nodes): Kept {
  const ids = (nodes: readonly Node[]) => new Set(nodes.map(({ id }) => id));
  return { groups: ids(all.groups), policies: ids(all.policies), apps: ids(all.apps) };
}

function hits(all: Nodes, words: string): ReadonlyMap<Column, ReadonlySet<string>> {
  return new Map(
    columns.map((column) => [
      column,
      new Set(all[column].filter(({ name }) => name.toLowerCase().includes(words)).map(({ id }) => id)),
    ]),
  );
}

/** What a way from a group over a policy to an app leads through, where it passes one of these. */
function tiedTo(map: AccessMap, all: Nodes, wanted: ReadonlyMap<Column, ReadonlySet<string>>): Kept {
  const has = (column: Column, id: string): boolean => wanted.get(column)?.has(id) === true;
  const kept = { groups: new Set<string>(), policies: new Set<string>(), apps: new Set<string>() };
  for (const { id } of all.policies) {
    const groups = map.groupLines.filter(({ to }) => to === id).map(({ from }) => from);
    const apps = map.appLines.filter(({ from }) => from === id).map(({ to }) => to);
    const whole = has('policies', id);
    const byGroup = groups.filter((group) => has('groups', group));
    const byApp = apps.filter((app) => has('apps', app));
    if (!whole && byGroup.length === 0 && byApp.length === 0) continue;
    kept.policies.add(id);
    // From a group to all that its policies open; from an app to all who are let in; from a policy both ways.
    for (const group of whole || byApp.length > 0 ? groups : byGroup) kept.groups.add(group);
    for (const app of whole || byGroup.length > 0 ? apps : byApp) kept.apps.add(app);
  }
  return kept;
}

function common(one: Kept, other: Kept): Kept {
  const both = (column: Column) => new Set([...one[column]].filter((id) => other[column].has(id)));
  return { groups: both('groups'), policies: both('policies'), apps: both('apps') };
}

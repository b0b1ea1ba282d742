/** Names that stand for things of this installation, by the type that policies write before them. */
export type Names = Readonly<Record<'App' | 'Group' | 'Tag' | 'Person', readonly string[]>>;

/** What could be written at a place of a text. */
export interface Completions {
  /** What an option replaces. */
  readonly from: number;
  readonly to: number;
  readonly options: readonly string[];
}

const attributes: Readonly<Record<string, readonly string[]>> = {
  principal: ['email', 'issuer', 'kind', 'labels', 'name', 'owner', 'roles', 'subject'],
  resource: ['kind', 'labels', 'name', 'route', 'sensitivity', 'system', 'tags'],
  context: ['authn', 'device', 'http', 'network', 'risk', 'time'],
  'context.authn': ['ageSeconds', 'methods', 'phishingResistant'],
  'context.network': ['address', 'asn', 'country'],
  'context.time': ['date', 'minute', 'weekday'],
  'context.device': ['class', 'managed'],
  'context.risk': ['level', 'score', 'signals'],
  'context.http': ['method', 'path'],
};

const mostOptions = 8;

/** Finds what could be written at the caret: names after `Group::"`, attributes after a dot. */
export function completionsAt(text: string, caret: number, names: Names): Completions | undefined {
  const before = text.slice(Math.max(0, caret - 200), caret);
  const entity = /\b(App|Group|Tag|Person)::"([^"\n]*)$/.exec(before);
  if (entity !== null) {
    const [, type = '', typed = ''] = entity;
    const known = Object.hasOwn(names, type) ? names[type as keyof Names] : [];
    return fitting({ caret, typed, known: known.map((name) => name.replaceAll(/["\\]/g, '\\$&')) });
  }
  const attribute = /\b((?:principal|resource|context)(?:\.\w+)?)\.(\w*)$/.exec(before);
  if (attribute === null) return undefined;
  const [, of = '', typed = ''] = attribute;
  const known = Object.hasOwn(attributes, of) ? (attributes[of] ?? []) : [];
  return fitting({ caret, typed, known });
}

function fitting({
  caret,
  typed,
  known,
}: {
  readonly caret: number;
  readonly typed: string;
  readonly known: readonly string[];
}): Completions | undefined {
  const words = typed.toLowerCase();
  const options = known
    .filter((name) => name.toLowerCase().includes(words) && name !== typed)
    .toSorted((one, other) => Number(other.startsWith(typed)) - Number(one.startsWith(typed)))
    .slice(0, mostOptions);
  return options.length === 0 ? undefined : { from: caret - typed.length, to: caret, options };
}

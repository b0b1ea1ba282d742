import { isMap, isNode, isScalar, isSeq, type Node } from 'yaml';

/**
 * Finds where in its file a part of an object stands, as an offset: the value at a dotted path, or as far as the path
 * goes. `start` is a place within a text, which is counted in lines where the text is a block (`|`).
 */
export function placeOf(
  node: Node,
  {
    path,
    start,
    source,
  }: { readonly path: string; readonly start?: number | undefined; readonly source: string },
): number {
  let at = node;
  let offset = node.range?.[0] ?? 0;
  for (const step of path === '' ? [] : path.split('.')) {
    const next = below(at, step);
    if (next === undefined) return offset;
    ({ at, offset } = next);
  }
  if (start === undefined || !isScalar(at) || typeof at.value !== 'string') return offset;
  const header = at.range?.[0] ?? offset;
  if (at.type !== 'BLOCK_LITERAL') return header;
  const newline = source.indexOf('\n', header);
  return newline < 0 ? header : afterLines(source, newline + 1, linesBefore(at.value, start));
}

function below(node: Node, step: string): { readonly at: Node; readonly offset: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
    if (!isNode(pair?.key)) return undefined;
    const offset = pair.key.range?.[0] ?? 0;
    return { at: isNode(pair.value) ? pair.value : pair.key, offset };
  }
  const item = isSeq(node) ? node.items[Number(step)] : undefined;
  return isNode(item) ? { at: item, offset: item.range?.[0] ?? 0 } : undefined;
}

function linesBefore(text: string, place: number): number {
  return text.slice(0, place).split('\n').length - 1;
}

function afterLines(source: string, from: number, count: number): number {
  let offset = from;
  for (let line = 0; line < count; line += 1) {
    const end = source.indexOf('\n', offset);
    if (end < 0) break;
    offset = end + 1;
  }
  return offset;
}

import { parseSync } from 'vite';
import type { SourceFile } from './source-files.ts';

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What words of a source are called where they do not read like sentences. */
interface Wanted {
  /** What variables are called that hold some. */
  readonly variables?: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
  readonly calls: ReadonlySet<string>;
}

/** Fields and calls whose words end up in an answer of the API. */
const usual: Wanted = {
  fields: new Set(['said', 'detail', 'message', 'help']),
  calls: new Set(['wrongField', 'conflict']),
};

/** The sentences of one source that the API may answer, each value in them as `x1`. */
export function apiSentences(
  { path, text }: SourceFile,
  { fields, calls, variables }: Wanted = usual,
): readonly string[] {
  const found: string[] = [];
  const visit = (node: Node): void => {
    if (node.type === 'ImportDeclaration') return;
    if (node.type === 'CallExpression' && calls.has(nameOf(node.callee)))
      found.push(...literals((node.arguments as readonly Node[]).at(-1)));
    if (node.type === 'Property' && fields.has(nameOf(node.key))) found.push(...literals(node.value as Node));
    if (node.type === 'VariableDeclarator' && variables?.has(nameOf(node.id)) === true)
      found.push(...within(node.init as Node));
    // What reads like a sentence is taken for one, wherever it stands.
    found.push(...literals(node).filter((words) => /^[A-Zx“]\S*\s.*\s.*[.?]$/s.test(words)));
    for (const child of Object.values(node).flat())
      if (typeof child === 'object' && child !== null && 'type' in child && typeof child.type === 'string')
        visit(child as Node);
  };
  visit(parseSync(path, text).program as unknown as Node);
  return [...new Set(found)].filter((words) => words.replaceAll('x1', '').split(/\s/).length > 1);
}

/** Those of a list or a choice too, however deep they stand in it. */
function within(node: Node | null): readonly string[] {
  if (node === null) return [];
  if (node.type === 'ArrayExpression') return (node.elements as readonly Node[]).flatMap(within);
  if (node.type === 'LogicalExpression') return within(node.right as Node);
  if (node.type === 'CallExpression' && (node.callee as Node).type === 'MemberExpression')
    return within((node.callee as Node).object as Node);
  return literals(node);
}

function literals(node: Node | undefined): readonly string[] {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
  if (node?.type === 'ConditionalExpression')
    return [...literals(node.consequent as Node), ...literals(node.alternate as Node)];
  if (node?.type !== 'TemplateLiteral') return [];
  const { quasis, expressions } = node as unknown as {
    quasis: readonly { value: { cooked: string } }[];
    expressions: readonly Node[];
  };
  const values = expressions.map((one) => literals(one)[0] ?? 'x1');
  return [quasis.map(({ value }, n) => value.cooked + (values[n] ?? '')).join('')];
}

function nameOf(node: unknown): string {
  const { name, property } = node as { name?: unknown; property?: unknown };
  if (typeof property === 'object' && property !== null) return nameOf(property);
  return typeof name === 'string' ? name : '';
}

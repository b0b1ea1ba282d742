import { parseSync } from 'vite';
import type { SourceFile } from './source-files.ts';

/** What a source shows to people. */
export interface ShownTexts {
  /** Sentences handed to `t()` or marked by `said()`. */
  readonly keys: readonly Key[];
  /** Words that people would read and that did not pass through either. */
  readonly bare: readonly string[];
}

export interface Key {
  readonly sentence: string;
  /** It is used with `count`, so each language has its forms. */
  readonly counted: boolean;
}

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Attributes and fields whose words people see or hear. */
const spoken = new Set(
  `label title description placeholder alt question consequence lead text children header footer message error
   hint legend caption summary aria-label aria-description aria-roledescription aria-placeholder aria-valuetext
   nothingFoundMessage emptyText closeButtonLabel onLabel offLabel`.split(/\s+/),
);

const letters = /\p{L}{2}/u;

/** Finds what one source of the console shows to people, by its syntax tree. */
export function shownTexts({ path, text }: SourceFile): ShownTexts {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const keys: Key[] = [];
  const bare: string[] = [];
  const report = (words: readonly string[]) => {
    for (const one of words) if (letters.test(one)) bare.push(`${path}: ${one.trim()}`);
  };
  visit(program as unknown as Node, (node) => {
    if (node.type === 'CallExpression' && isTranslation(node.callee)) {
      const [first, options] = node.arguments as Node[];
      const counted = options !== undefined && names(options).includes('count');
      for (const sentence of literals(first)) keys.push({ sentence, counted });
      if (first?.type === 'TemplateLiteral' && (first.expressions as Node[]).length > 0)
        report([`${'`'}…${'`'} handed to t(): write one sentence with {{names}}`]);
      return 'seen';
    }
    if (node.type === 'JSXText') report([String(node.value)]);
    if (node.type === 'JSXElement' || node.type === 'JSXFragment')
      for (const child of node.children as Node[])
        if (child.type === 'JSXExpressionContainer') report(literals(child.expression as Node));
    if (node.type === 'JSXAttribute' && spoken.has(nameOf(node.name)))
      report(literals(inner(node.value as Node | null)));
    if (node.type === 'Property' && spoken.has(nameOf(node.key)))
      report(literals(node.value as Node).filter((words) => /\s|^\p{Lu}/u.test(words.trim())));
    return 'further';
  });
  return { keys, bare };
}

function isTranslation(callee: unknown): boolean {
  const node = callee as Node;
  if (node.type === 'MemberExpression') return nameOf(node.property) === 't';
  return node.type === 'Identifier' && (node.name === 't' || node.name === 'said');
}

/** The strings that an expression can be, as far as they stand in it; nothing that is called is looked into. */
function literals(node: Node | null | undefined): string[] {
  if (node === null || node === undefined) return [];
  const both = (...fields: readonly string[]) => fields.flatMap((field) => literals(node[field] as Node));
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'TemplateLiteral':
      return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
    case 'ConditionalExpression':
      return both('consequent', 'alternate');
    case 'LogicalExpression':
      return both('left', 'right');
    case 'BinaryExpression':
      return node.operator === '+' ? [both('left', 'right').join('')] : [];
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'ParenthesizedExpression':
      return both('expression');
    default:
      return [];
  }
}

function inner(value: Node | null): Node | null {
  return value?.type === 'JSXExpressionContainer' ? (value.expression as Node) : value;
}

function names(node: Node): string[] {
  if (node.type !== 'ObjectExpression') return [];
  return (node.properties as Node[]).flatMap((one) => (one.type === 'Property' ? [nameOf(one.key)] : []));
}

function nameOf(node: unknown): string {
  const { name, value } = node as { name?: unknown; value?: unknown };
  return typeof name === 'string' ? name : typeof value === 'string' ? value : '';
}

function visit(node: Node, each: (node: Node) => 'seen' | 'further'): void {
  const how = each(node);
  for (const [field, value] of Object.entries(node)) {
    // The sentence itself was taken; what stands beside it may hold further ones.
    if (how === 'seen' && field === 'callee') continue;
    for (const child of Array.isArray(value) ? value : [value])
      if (typeof child === 'object' && child !== null && typeof child.type === 'string') visit(child, each);
  }
}

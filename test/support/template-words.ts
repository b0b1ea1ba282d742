import { parseSync } from 'vite';
import type { SourceFile } from './source-files.ts';

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Attributes of HTML whose words people see or hear. */
const spoken =
  /\s(?:aria-label|aria-description|alt|title|placeholder|data-done|data-nothing|data-present)="([^"]*)"/g;

/** Finds the words that stand in `html` templates themselves, so that people read them in one language only. */
export function templateWords({ path, text }: SourceFile): readonly string[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const bare: string[] = [];
  const visit = (node: Node): void => {
    if (node.type === 'TaggedTemplateExpression' && (node.tag as Node).name === 'html') {
      const { quasis } = node.quasi as unknown as { quasis: readonly { value: { cooked: string } }[] };
      bare.push(
        ...wordsOf(quasis.map(({ value }) => value.cooked).join('\u0000')).map((one) => `${path}: ${one}`),
      );
    }
    for (const child of Object.values(node).flat())
      if (typeof child === 'object' && child !== null && 'type' in child && typeof child.type === 'string')
        visit(child as Node);
  };
  visit(program as unknown as Node);
  return bare;
}

/** A template that is an attribute and no more, such as ` aria-current="step"`. */
const attribute = /^ [a-z-]+(?:="[^"]*")?$/;

function wordsOf(template: string): readonly string[] {
  if (attribute.test(template)) return [];
  const attributes = [...template.matchAll(spoken)].map(([, words = '']) => words);
  const code = /<(style|script|code|svg)\b.*?<\/\1>|<code[^>]*>[^<]*<\/code>/gs;
  const between = template
    .replaceAll(code, '')
    .replaceAll(/<[^>]*>/g, '\u0000')
    .split('\u0000');
  return [...attributes.flatMap((words) => words.split('\u0000')), ...between]
    .map((words) => words.trim())
    .filter((words) => /\p{L}{2}/u.test(words));
}

import { z } from 'zod';
import type { Operation } from '#contracts/api/operation.ts';
import { apiPath, csrfHeader, operations } from '#contracts/api/operations.ts';
import { faults } from '#contracts/errors.ts';

/** Writes the reference of the HTTP API from the operations themselves. */
export function apiReference(): string {
  const schemas = new Map<string, Json>();
  const sections = operations.map((operation) => section(operation, schemas));
  return [head, ...sections, ...named(schemas), refusals()].join('\n');
}

const head = `# HTTP API

<!-- Generated from the operations in src/contracts/api by \`npm run docs\`. -->

Everything that the console and the command line do goes through this API, below \`${apiPath}\`. The document for
programs is \`${apiPath}/openapi.json\` (OpenAPI 3.1).

- **Who asks:** on \`api.DOMAIN\` an API token (\`Authorization: Bearer slp_…\`, made by \`sallyport tokens create\`);
  on the machine itself the unix socket in the data directory, as owner; in the browser the console's own pages,
  signed in through the gateway, with the header \`${csrfHeader}\` that \`GET /me\` gives.
- **Lists** come newest first and page by page: \`limit\` (1 to 500, default 50) and \`cursor\`, the \`next\` of the
  page before.
- **Writes that replace something** name the version that was read: \`If-Match: "3"\`. Was it changed meanwhile, the
  answer is 412 and nothing was written.
- **Refusals** are \`application/problem+json\` (RFC 9457) with a stable \`code\`, an \`errorId\` that the server's log
  explains, and \`problems\` with their places where the request itself is wrong.
- **Times** are milliseconds since the Unix epoch. Bodies have at most 1 MiB; fields that are not known are refused.
`;

function section(operation: Operation, schemas: Map<string, Json>): string {
  const { id, method, path, summary } = operation;
  const notes = [
    operation.versioned ? 'Wants `If-Match`.' : '',
    operation.door === 'local' ? "Only on the machine's own socket." : '',
    operation.streams === undefined ? '' : `Streams \`${operation.streams}\`.`,
  ].filter((note) => note !== '');
  return [
    `## ${id}`,
    '',
    `\`${method.toUpperCase()} ${path}\` → ${operation.status}`,
    '',
    [summary, ...notes].join(' '),
    '',
    ...fields('Query', read(operation.query, 'input', schemas)),
    ...fields('Body', read(operation.body, 'input', schemas)),
    ...fields('Answer', read(operation.answer, 'output', schemas)),
  ].join('\n');
}

/** A schema as JSON Schema; the schemas that it names are put aside, to be described once. */
function read(schema: z.ZodType, io: 'input' | 'output', schemas: Map<string, Json>): Json {
  if (schema instanceof z.ZodUndefined) return {};
  const read = asObject(z.toJSONSchema(schema, { io, unrepresentable: 'any' }));
  for (const [name, value] of Object.entries(asObject(read['$defs']))) {
    if (!schemas.has(name)) schemas.set(name, asObject(value));
  }
  const id = read['id'];
  if (typeof id !== 'string') return read;
  if (!schemas.has(id)) schemas.set(id, read);
  return { $ref: `#/$defs/${id}` };
}

function fields(title: string, schema: Json): readonly string[] {
  if (schema['$ref'] !== undefined) return [`${title}: ${typeOf(schema)}`, ''];
  const rows = rowsOf(schema);
  if (rows.length === 0) return [];
  return [`| ${title} | | |`, '|---|---|---|', ...rows, ''];
}

function named(schemas: ReadonlyMap<string, Json>): readonly string[] {
  const sorted = [...schemas].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const sections = sorted.map(([name, schema]) =>
    [`### ${name}`, '', '| | | |', '|---|---|---|', ...rowsOf(schema), ''].join('\n'),
  );
  return ['## Schemas', '', ...sections];
}

type Json = Readonly<Record<string, unknown>>;

function rowsOf(schema: Json): readonly string[] {
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
  return Object.entries(asObject(schema['properties'])).map(([name, value]) => {
    const property = asObject(value);
    const about = typeof property['description'] === 'string' ? property['description'] : '';
    const usual =
      property['default'] === undefined ? '' : ` Default \`${JSON.stringify(property['default'])}\`.`;
    const needed = required.has(name) && usual === '' ? '' : '?';
    return `| \`${name}${needed}\` | ${cell(typeOf(property))} | ${cell(`${about}${usual}`.trim())} |`;
  });
}

function typeOf(schema: Json): string {
  const [, name] = /\/([^/]+)$/.exec(typeof schema['$ref'] === 'string' ? schema['$ref'] : '') ?? [];
  if (name !== undefined) return `[${name}](#${name.toLowerCase()})`;
  const options = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(options))
    return [...new Set(options.map((option) => typeOf(asObject(option))))].join(' or ');
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => `\`${String(value)}\``).join(', ');
  if (schema['const'] !== undefined) return `\`${JSON.stringify(schema['const'])}\``;
  const { type } = schema;
  if (Array.isArray(type)) return type.join(' or ');
  if (type === 'array') return `list of ${typeOf(asObject(schema['items']))}`;
  if (type !== 'object') return typeof type === 'string' ? type : 'any';
  const names = Object.keys(asObject(schema['properties']));
  return names.length === 0 ? 'object' : `{ ${names.join(', ')} }`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function refusals(): string {
  const rows = Object.entries(faults)
    .filter(([, { status }]) => status < 500 || status === 503 || status === 507)
    .map(([code, { status, shown }]) => `| \`${code}\` | ${status} | ${shown} |`);
  return ['## Refusals', '', '| code | status | |', '|---|---|---|', ...rows, ''].join('\n');
}

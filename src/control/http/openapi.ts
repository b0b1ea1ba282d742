import { createRoute, OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import type { Operation } from '#contracts/api/operation.ts';
import { apiPath } from '#contracts/api/operations.ts';
import { problemSchema } from '#contracts/api/problem.ts';
import { z } from 'zod';

/** Makes the OpenAPI 3.1 document of the operations that are served. */
export function openApiDocument(options: {
  readonly endpoints: readonly { readonly operation: Operation }[];
  readonly version: string;
}) {
  const document = new OpenAPIHono();
  const registry = document.openAPIRegistry;
  registry.registerComponent('securitySchemes', 'apiToken', { type: 'http', scheme: 'bearer' });
  for (const { operation } of options.endpoints) registry.registerPath(routeOf(operation));
  return document.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Sallyport',
      version: options.version,
      description:
        'Everything that the console and the command line do. Lists are read page by page; what replaces something names its version in `If-Match`; what is refused is told as `application/problem+json`.',
    },
    servers: [{ url: apiPath }],
    security: [{ apiToken: [] }],
  });
}

function routeOf(operation: Operation): RouteConfig {
  const takesBody = !operation.body.safeParse(undefined).success;
  const [noun = ''] = operation.id.split('.');
  return createRoute({
    method: operation.method,
    path: operation.path,
    operationId: operation.id,
    summary: operation.summary,
    tags: [noun],
    request: {
      params: operation.params,
      query: operation.query,
      ...(operation.versioned ? { headers: ifMatch } : {}),
      ...(takesBody
        ? { body: { required: true, content: { 'application/json': { schema: operation.body } } } }
        : {}),
    },
    responses: { [operation.status]: success(operation), default: refusal },
  });
}

const ifMatch = z.object({
  'if-match': z.string().describe('The version that was read, in quotes.'),
});

const refusal = {
  description: 'It was not done, and why.',
  content: { 'application/problem+json': { schema: problemSchema } },
};

function success(operation: Operation): RouteConfig['responses'][string] {
  if (operation.streams !== undefined) {
    return { description: 'A stream.', content: { [operation.streams]: { schema: z.string() } } };
  }
  if (operation.status === 204) return { description: 'Done.' };
  return { description: 'Done.', content: { 'application/json': { schema: operation.answer } } };
}

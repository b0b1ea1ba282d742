import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { operations } from '#contracts/api/operations.ts';
import { apiReference } from './api-reference.ts';
import { openApiDocument } from './openapi.ts';
import { endpoints } from './routes/list.ts';

it('is what docs/api.md says; `npm run docs` writes it', () => {
  const written = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8');
  expect(written).toBe(apiReference());
});

it('serves every operation that there is, each once', () => {
  const served = endpoints.map(({ operation }) => operation.id);
  expect(new Set(served).size).toBe(served.length);
  expect(new Set(served)).toEqual(new Set(operations.map(({ id }) => id)));
});

it('describes every operation in OpenAPI 3.1, with its refusal and its schemas by name', () => {
  const document = openApiDocument({ endpoints, version: '1.2.3' });
  expect(document.openapi).toBe('3.1.0');
  const described = Object.values(document.paths ?? {}).flatMap((item) => Object.values(item));
  expect(described).toHaveLength(operations.length);
  for (const operation of described) expect(operation).toMatchObject({ responses: { default: {} } });
  expect(Object.keys(document.components?.schemas ?? {})).toEqual(expect.arrayContaining(['App', 'Problem']));
  expect(document.paths?.['/apps/{app}']?.patch?.parameters).toContainEqual(
    expect.objectContaining({ name: 'if-match', in: 'header', required: true }),
  );
});

import { writeFile } from 'node:fs/promises';
import { apiReference } from '../src/control/http/api-reference.ts';
import { metricsReference } from '../src/observe/metrics-reference.ts';
import { configurationReference } from '../src/main/configuration/reference.ts';

// Documents that are made from what runs; a test says when one is out of date.
await writeFile('docs/configuration.md', configurationReference());
await writeFile('docs/api.md', apiReference());
await writeFile('docs/metrics.md', metricsReference());

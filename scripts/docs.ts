import { writeFile } from 'node:fs/promises';
import { configurationReference } from '../src/main/configuration/reference.ts';

// Documents that are made from what runs; a test says when one is out of date.
await writeFile('docs/configuration.md', configurationReference());

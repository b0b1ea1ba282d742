import { stringify } from 'yaml';
import type { WrittenObject } from '#contracts/api/apply.ts';
import { exporters } from '../apply/export-objects.ts';
import { type Command, UsageError } from '../command.ts';

type Kind = WrittenObject['kind'];
const kinds = [
  'tag',
  'group',
  'app',
  'service-account',
  'policy',
  'policy-test',
] as const satisfies readonly Kind[];

export const exportCommand: Command = {
  verb: 'export',
  about: 'Writes apps, groups, tags, service accounts, policies and policy tests as `apply` reads them.',
  examples: ['export > sallyport.yaml', 'export --kind app policy --output now.yaml'],
  flags: [
    { flags: '--kind <kind...>', about: `Only these: ${kinds.join(', ')}.` },
    { flags: '--output <file>', about: 'A new file; else standard output.' },
  ],
  async run(context, given) {
    const asked = given.list('kind') ?? kinds;
    const unknown = asked.find((kind) => !kinds.some((known) => known === kind));
    if (unknown !== undefined) throw new UsageError(`${unknown} is none of ${kinds.join(', ')}`);
    const client = await context.api();
    const objects: WrittenObject[] = [];
    for (const kind of kinds) if (asked.includes(kind)) objects.push(...(await exporters[kind](client)));
    const text = context.json ? `${JSON.stringify(objects, null, 2)}\n` : asYaml(objects);
    const output = given.text('output') ?? '-';
    await context.write(output, chunks(text));
    if (output !== '-') context.say(`${objects.length} objects are in ${output}.`);
  },
};

function asYaml(objects: readonly WrittenObject[]): string {
  // Repeated values are written out: aliases are not read back.
  return objects
    .map((object) => stringify(object, { aliasDuplicateObjects: false, lineWidth: 0 }))
    .join('---\n');
}

async function* chunks(text: string): AsyncIterable<string> {
  yield text;
}

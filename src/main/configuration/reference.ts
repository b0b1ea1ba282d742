import { type NamedSetting, namedSettings, sectionEntries } from './sections.ts';

/** Writes the reference of all settings (Markdown), from the same table that the program reads them by. */
export function configurationReference(): string {
  const parts = sectionEntries().map(([name, section]) => {
    const own = namedSettings.filter((one) => one.section === name);
    return [`## ${section.title}`, '', ...own.map(describe)].join('\n');
  });
  return `${opening.trim()}\n\n${parts.join('\n')}`.trimEnd().concat('\n');
}

const opening = `
# Configuration

<!-- Made by \`npm run docs\` from the table that the program reads. Change it there. -->

Nothing has to be set: \`sallyport serve\` runs with the defaults. What is set comes from, each winning over the
next:

1. flags, such as \`--port 443\`,
2. environment variables, such as \`SALLYPORT_PORT=443\`,
3. a YAML file named by \`--config FILE\` or \`SALLYPORT_CONFIG\`.

In YAML, a setting \`database.url\` is \`url\` below \`database\`:

\`\`\`yaml
domain: access.example.org
port: 443
database:
  url: postgres://sallyport@db.example.org/sallyport
\`\`\`

A mistake stops the start, and all mistakes are told at once, each with its place.
`;

function describe({ path, flag, variables, setting }: NamedSetting): string {
  return [
    `### \`${path}\``,
    '',
    setting.description,
    '',
    `- Accepts: ${setting.accepts}`,
    `- Default: ${setting.fallbackText}`,
    `- Flag: \`--${flag}\``,
    `- Variable: ${variables.map((variable) => `\`${variable}\``).join(', ')}`,
    `- Read by: ${setting.parts.map((part) => `\`${part}\``).join(', ')}`,
    '',
  ].join('\n');
}

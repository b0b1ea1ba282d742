import { settingsOf } from './configuration/sections.ts';
import type { Part } from './configuration/setting.ts';

/** What can be said on the command line. */
export const usage = `Sallyport: zero trust access that you run yourself.

  sallyport serve      all of it on one machine (the default of \`npm start\`)
  sallyport control    the control plane alone, on a PostgreSQL of yours
  sallyport gateway    a gateway alone, joined to a control plane

  sallyport <noun> <verb>  administers it: \`sallyport --help\` lists what there is

\`sallyport serve --help\` lists the settings. docs/configuration.md describes them.`;

/** The flags of one part, with what they accept. */
export function partUsage(part: Part): string {
  const settings = settingsOf(part);
  const width = Math.max(...settings.map(({ flag }) => flag.length), 'config'.length);
  const line = (flag: string, text: string) => `  --${flag.padEnd(width)}  ${text.replaceAll('`', '')}`;
  return [
    `sallyport ${part}`,
    '',
    line('config', 'a YAML file with settings'),
    ...settings.map(({ flag, setting }) =>
      line(flag, `${setting.accepts} (default: ${setting.fallbackText})`),
    ),
  ].join('\n');
}

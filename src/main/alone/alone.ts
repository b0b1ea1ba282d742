import type { Configuration } from '../configuration/sections.ts';

/** Runs control or a gateway alone in this process. */
export async function runAlone(part: 'control' | 'gateway', configuration: Configuration): Promise<void> {
  console.log(part, configuration.general.domain);
}

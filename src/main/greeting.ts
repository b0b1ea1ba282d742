/** What is printed when Sallyport is up: names in a column, values beside them. */
export interface Greeting {
  readonly version: string;
  readonly lines: readonly (readonly [name: string, value: string])[];
  readonly notes: readonly string[];
}

/** Writes the greeting. */
export function greetingText({ version, lines, notes }: Greeting): string {
  const width = Math.max(...lines.map(([name]) => name.length));
  return [
    `Sallyport ${version} is running.`,
    '',
    ...lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    '',
    ...notes,
    ...(notes.length > 0 ? [''] : []),
  ].join('\n');
}

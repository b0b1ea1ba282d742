import { type Given, UsageError } from './command.ts';

/** Reads what commander found into the form that commands take. */
export function readGiven(args: readonly unknown[], options: Readonly<Record<string, unknown>>): Given {
  const at = (name: string): unknown => options[camel(name)];
  return {
    args: args.map((arg) => (typeof arg === 'string' ? arg : undefined)),
    text(name) {
      const value = at(name);
      return typeof value === 'string' ? value : undefined;
    },
    list(name) {
      const value = at(name);
      if (!Array.isArray(value)) return undefined;
      return value.flatMap((item: unknown) => (typeof item === 'string' ? [item] : []));
    },
    whole(name) {
      const value = at(name);
      if (value === undefined) return undefined;
      if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value);
      throw new UsageError(`--${name} takes a whole number`);
    },
    has: (name) => at(name) === true,
  };
}

function camel(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

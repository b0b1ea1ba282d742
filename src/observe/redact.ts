import { isSecret, secretText } from '#base/secret.ts';
import { Fault } from '#contracts/errors.ts';

const deepest = 6;
const longestText = 4_000;
const longestList = 100;

/**
 * Names whose values are left out whatever their type: a second net under `Secret`, for objects of libraries
 * (request headers in an error, a connection's settings) that nobody wrapped.
 */
const namesOfSecrets = new Set([
  'password',
  'passphrase',
  'secret',
  'clientsecret',
  'token',
  'apitoken',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'authorization',
  'proxyauthorization',
  'sallyportauthorization',
  'cookie',
  'setcookie',
  'privatekey',
  'rootkey',
  'seed',
  'totp',
  'otp',
  'recoverycodes',
]);

/** Shapes of secrets inside texts, as a third net: tokens in a message or a URL that somebody else wrote. */
const shapesOfSecrets: readonly (readonly [shape: RegExp, instead: string])[] = [
  [/-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,20}PRIVATE KEY-----)?/g, secretText],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, secretText],
  [/\bsl[pk]_[\w-]{16,}/g, secretText],
  [/(:\/\/[^\s:/@]{0,200}:)[^\s@/]{1,500}@/g, `$1${secretText}@`],
  [/([?&](?:code|token|state|secret|password)=)[^&\s"']+/g, `$1${secretText}`],
  [/\b((?:Bearer|Basic) )[\w+/=.~-]{8,}/gi, `$1${secretText}`],
];

/** Makes a value fit for a log: secrets out, errors as data, bounded in depth and length. Never throws. */
export function redact(value: unknown): unknown {
  return redactAt(value, 0);
}

function redactAt(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (isSecret(value)) return secretText;
  if (depth >= deepest) return '[deeper]';
  try {
    return redactObject(value, depth);
  } catch {
    return '[unreadable]'; // a getter or a proxy that throws must not cost the log line
  }
}

function redactObject(value: object, depth: number): unknown {
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Map) return redactEntries([...value], depth);
  if (value instanceof Set) return redactAt([...value], depth);
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    const shown = list.slice(0, longestList).map((item) => redactAt(item, depth + 1));
    return list.length > longestList ? [...shown, `[${list.length - longestList} more]`] : shown;
  }
  if (value instanceof URL) return redactText(value.href);
  return redactEntries(Object.entries(value), depth);
}

function redactEntries(entries: readonly (readonly [unknown, unknown])[], depth: number): unknown {
  const shown: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of entries.slice(0, longestList)) {
    const name = String(key);
    const folded = name.toLowerCase().replaceAll(/[-_]/g, '');
    shown[name] = namesOfSecrets.has(folded) ? secretText : redactAt(value, depth + 1);
  }
  return shown;
}

function redactError(error: Error, depth: number): unknown {
  return {
    type: error.name,
    message: redactText(error.message),
    ...('code' in error ? { code: redactAt(error.code, depth + 1) } : {}),
    ...(error instanceof Fault ? { details: redactAt(error.details, depth + 1) } : {}),
    stack: redactText(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: redactAt(error.cause, depth + 1) }),
  };
}

/** Takes what looks like a secret out of a text, and cuts it at 4,000 characters. */
export function redactText(text: string): string {
  let shown = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
  for (const [shape, instead] of shapesOfSecrets) shown = shown.replaceAll(shape, instead);
  return shown;
}

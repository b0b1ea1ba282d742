import { inspect } from 'node:util';

const mark: unique symbol = Symbol('secret');

/**
 * A value that must never be printed: every way of turning it into text gives `[secret]`. Whoever needs the
 * value says so by `reveal()`, which is easy to search for.
 */
export interface Secret<T = string> {
  readonly [mark]: true;
  reveal(): T;
  toString(): string;
  toJSON(): string;
}

/** What is printed in place of a secret. */
export const secretText = '[secret]';

/** Wraps a value so that logs, JSON, string templates and inspection never show it. */
export function secret<T = string>(value: T): Secret<T> {
  const hidden = {
    [mark]: true as const,
    reveal: () => value,
    toString: () => secretText,
    toJSON: () => secretText,
    [Symbol.toPrimitive]: () => secretText,
    [inspect.custom]: () => secretText,
  };
  return Object.freeze(hidden);
}

/** Tells whether a value is a secret. */
export function isSecret(value: unknown): value is Secret<unknown> {
  return typeof value === 'object' && value !== null && mark in value;
}

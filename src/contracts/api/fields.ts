import { z } from 'zod';
import { idPrefixes, type IdKind } from '#base/ids.ts';
import { hasUnseenMarks, hasUnseenMarksInLines } from '#base/unseen-marks.ts';

/** The identifier of one kind of thing, such as `per_…`. */
export function idOf(kind: IdKind) {
  const prefix = idPrefixes[kind];
  return z
    .string()
    .max(40)
    .regex(new RegExp(`^${prefix}_[0-9a-z-]{1,35}$`), `must be an identifier such as ${prefix}_…`);
}

/** Whoever opens apps: a person, or a service account. */
export const holderId = z.union([idOf('person'), idOf('serviceAccount')]);

/** What somebody opens apps by: a session, or the key of a service account. */
export const sessionOrKeyId = z.union([idOf('session'), idOf('serviceKey')]);

// Names are shown to people who decide by them, so they must not hide or reorder anything: no control
// characters, no line breaks, no marks that change the direction of text.
const noUnseenMarks = 'must not hold control characters or marks that hide or turn text';

/** A text on one line that people read, trimmed; never empty. */
export const lineOf = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(longest)
    .refine((text) => !hasUnseenMarks(text), noUnseenMarks);

/** A text of some lines that people read, trimmed; it may be empty. */
export const textOf = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .refine((text) => !hasUnseenMarksInLines(text), noUnseenMarks);

/** A text that is kept as it is, space for space: a source, not a remark. */
export const sourceOf = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => !hasUnseenMarksInLines(text), noUnseenMarks);

/** A short name that policy text and addresses may use. */
export const shortName = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
    'must be lower-case letters, digits and single hyphens, starting with a letter',
  )
  .max(60);

/** A label such as `env=prod`. */
export const label = z
  .string()
  .regex(/^[A-Za-z0-9][\w.:/=-]{0,99}$/, 'must be letters, digits and any of _ . : / = -');

/** A point in time, milliseconds since the Unix epoch. */
export const time = z.number().int();

/** Counts up with each write; what `If-Match` names. */
export const version = z.number().int().positive();

/** An IP address as text. */
export const address = z.union([z.ipv4(), z.ipv6()]);

/** A TCP port. */
export const port = z.number().int().min(1).max(65_535);

import type { ColumnType, GeneratedAlways } from 'kysely';

/** A point in time: read as milliseconds since the Unix epoch; written by the database's clock, or as a Date. */
export type Time = ColumnType<number, Date | undefined, Date>;

/** A point in time that must be given when the row is made. */
export type GivenTime = ColumnType<number, Date, Date>;

/** A point in time that may be absent. */
export type MaybeTime = ColumnType<number | null, Date | null | undefined, Date | null>;

/** A column with a default. */
export type Defaulted<T> = ColumnType<T, T | undefined, T>;

/** A nullable column that need not be named. */
export type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

/** A `jsonb` column; written as text by `toJson`. */
export type Json<T = unknown> = ColumnType<T, string, string>;

/** Counts up with each write: a writer names the version that it read. */
export type Version = Defaulted<number>;

export type { GeneratedAlways };

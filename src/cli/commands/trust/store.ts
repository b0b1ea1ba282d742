import type { Authority } from './authority.ts';

/** What came of a wish to a store. */
export type Outcome =
  | { readonly kind: 'done' }
  /** It was so before. */
  | { readonly kind: 'already' }
  | { readonly kind: 'failed'; readonly why: string }
  /** Somebody else has to do it: the command that does. */
  | { readonly kind: 'needs'; readonly why: string; readonly command: string };

/** A place that certificates are trusted by, of the system or a browser. */
export interface TrustStore {
  /** In words. */
  readonly name: string;
  add(authority: Authority): Promise<Outcome>;
  /** Takes out what is there under a label of ours, and nothing else. */
  remove(label: string): Promise<Outcome>;
  /** The labels of ours that are there. */
  labels(): Promise<readonly string[]>;
}

/** Whose machine this is, as far as stores of certificates depend on it. */
export interface TrustPlace {
  readonly home: string;
  readonly uid: number | undefined;
  readonly platform: string;
  /** Below what the system's folders are looked for; the machine's own is empty. */
  readonly root: string;
  /** The command that does the same with the rights of root. */
  readonly asRoot: string;
}

/** What can be chosen in place of writing a policy. */
export interface Choice {
  readonly who:
    | { readonly kind: 'everybody' }
    | { readonly kind: 'group' | 'person' | 'service-account'; readonly name: string };
  /** An app stands for all its routes, a tag for all apps under it. */
  readonly what: { readonly kind: 'app' | 'tag' | 'route'; readonly name: string };
  readonly signIn: 'any' | 'second-factor' | 'passkey';
  /** At most so many minutes since they proved who they are; null: however long. */
  readonly freshMinutes: number | null;
  /** Whole hours, Monday to Friday, where the organisation is; null: at any time. */
  readonly office: { readonly from: number; readonly to: number } | null;
  /** A range of addresses in CIDR notation; empty: from anywhere. */
  readonly range: string;
  /** What somebody reads who is refused. */
  readonly advice: string;
}

/** What the form begins with: nothing is said yet. */
export const nothingChosen: Choice = {
  who: { kind: 'group', name: '' },
  what: { kind: 'app', name: '' },
  signIn: 'any',
  freshMinutes: null,
  office: null,
  range: '',
  advice: '',
};

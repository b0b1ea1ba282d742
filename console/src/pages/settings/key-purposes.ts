import type { Key } from '#contracts/api/keys.ts';
import { said } from '../../texts/said.ts';

/** What a key is for, in English as a key of texts. */
export const keyPurposeNames: Readonly<Record<Key['purpose'], string>> = {
  ca: said('authority for certificates'),
  grant: said('grants'),
  assertion: said('who somebody is, for apps'),
  audit: said('audit checkpoints'),
  code: said('one-time codes'),
  tls: said('certificates of the hosts'),
};

import type { Call } from '../call.ts';
import { record } from '../write.ts';

/** Streams everything, sealed under a passphrase; only the machine's own socket leads here. */
export async function makeBackup(call: Call, passphrase: string): Promise<AsyncIterable<Uint8Array>> {
  await record(call, { kind: 'backup-made', about: [], data: {} });
  return call.backup(passphrase);
}

import { join } from 'node:path';
import { addRootKey, forgetOlderRootKeys, readRootKeys } from '#ca/index.ts';
import { type Command, type CommandContext, UsageError } from '#cli/index.ts';
import { audit } from '#contracts/api/audit.ts';
import { rootKeySubject } from './root-key-name.ts';

const flags = [
  {
    flags: '--root-key-file <file>',
    about: 'The file, where it is not `root.key` in the data directory (SALLYPORT_ROOT_KEY_FILE).',
  },
];

/** Puts a new root key on top of the file, on the machine itself: no server ever writes its own root key. */
export const rotateRootKey: Command = {
  noun: 'keys',
  verb: 'rotate-root',
  about: 'Puts a new root key into its file; the next start seals every secret anew under it.',
  flags,
  async run(context, given) {
    const path = fileOf(context, given.text('root-key-file'));
    const [{ id }] = await addRootKey(path);
    context.show({ file: path, rootKey: id }, () =>
      [
        `${path} holds the new root key ${id}, and the old one below it. Start Sallyport anew: it seals every`,
        'secret under the new key, while it serves; broken off, it goes on at the next start. `sallyport doctor`',
        'tells when all is done, and then `sallyport keys forget-root` takes the old key out of the file.',
        'Several control processes share one root key: stop them all, give each this file, and start them.',
      ].join('\n'),
    );
  },
};

/** Takes the older root key out of the file, once the chain says that nothing is sealed under it any more. */
export const forgetRootKey: Command = {
  noun: 'keys',
  verb: 'forget-root',
  about: 'Takes the old root key out of its file, once everything is sealed under the new one.',
  flags,
  async run(context, given) {
    const path = fileOf(context, given.text('root-key-file'));
    const keys = await readRootKeys(path);
    const [{ id }] = keys;
    const older = keys.slice(1).filter(({ only }) => only === undefined);
    if (older.length === 0) throw new UsageError(`${path} holds no older root key`);
    await refuseUnfinished(context, id);
    await forgetOlderRootKeys(path, id);
    const forgotten = older.map((key) => key.id);
    context.show({ file: path, rootKey: id, forgotten }, () =>
      [
        `${path} holds ${id} alone; ${forgotten.join(', ')} opens nothing of this installation any more.`,
        'The next start puts that on record.',
        'Backups from before hold the old key under their passphrase, with what it seals in them: destroy those if',
        'the old key may be in wrong hands, and rotate the keys that it sealed (`sallyport keys rotate`).',
      ].join('\n'),
    );
  },
};

async function refuseUnfinished(context: CommandContext, id: string): Promise<void> {
  const client = await context.api();
  const query = { kind: 'key-rotated', about: rootKeySubject(id), limit: 1 } as const;
  const { items } = await client.call(audit.list, { query });
  if (items.length > 0) return;
  throw new UsageError(
    `not everything is sealed under ${id} yet; start Sallyport with this file, and \`sallyport doctor\` tells when it is`,
  );
}

function fileOf({ machine }: CommandContext, given: string | undefined): string {
  const named = given ?? process.env['SALLYPORT_ROOT_KEY_FILE'] ?? '';
  return named === '' ? join(machine.dataDir, 'root.key') : named;
}

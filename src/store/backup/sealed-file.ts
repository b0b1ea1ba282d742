import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scrypt } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { Fault } from '#contracts/errors.ts';

/** What a backup is sealed under. */
export type BackupSecret =
  /** Words of a person; the backup can then be opened anywhere. */
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  /** A key of the installation, named so that the right one can be asked for. */
  | { readonly kind: 'key'; readonly id: string; readonly key: Uint8Array };

// The first line is open JSON and says how to get the key; then chunks: length (4 bytes), ciphertext, tag. A
// chunk's nonce is its number and whether it is the last, so none can be dropped, moved or cut off.
interface Header {
  readonly format: 'sallyport-backup';
  readonly version: 1;
  readonly salt: string;
  readonly secret: 'passphrase' | 'key';
  readonly key?: string;
}

const chunkSize = 65_536;
const tagLength = 16;
const longestHeader = 1_024;
const scryptCost = { N: 131_072, r: 8, p: 1, maxmem: 268_435_456 } as const;

/**
 * Writes text into a sealed file: compressed, then AES-256-GCM under a key of this file alone. It appears under
 * its name when it is whole and on disk, readable by its owner only.
 */
export async function writeSealedFile(
  path: string,
  secret: BackupSecret,
  text: AsyncIterable<string>,
): Promise<void> {
  const salt = randomBytes(32);
  const header: Header = {
    format: 'sallyport-backup',
    version: 1,
    salt: salt.toString('base64'),
    secret: secret.kind,
    ...(secret.kind === 'key' ? { key: secret.id } : {}),
  };
  const line = Buffer.from(`${JSON.stringify(header)}\n`);
  const key = await fileKey(secret, salt);
  const partial = `${path}.${randomBytes(4).toString('hex')}.partial`;
  try {
    const target = createWriteStream(partial, { mode: 0o600, flags: 'wx', flush: true });
    target.write(line);
    await pipeline(Readable.from(text), createGzip(), sealing(key, line), target);
    await chmod(partial, 0o600);
    await rename(partial, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    await rm(partial, { force: true });
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC') {
      throw new Fault('disk-full', `There is no room for the backup at ${path}.`, { cause });
    }
    throw cause;
  }
}

/**
 * Reads a sealed file back as text, in pieces.
 * @throws Fault `seal-broken` for a wrong secret, or a file that was altered or cut off; what was read before
 *   must then be thrown away
 */
export async function* readSealedFile(path: string, secret: BackupSecret): AsyncGenerator<string> {
  const { header, line } = await readHeader(path);
  if (header.secret !== secret.kind || (secret.kind === 'key' && header.key !== secret.id)) {
    const needed = header.secret === 'key' ? `the root key ${header.key ?? ''}` : 'a passphrase';
    throw new Fault('seal-broken', `This backup is sealed under ${needed}.`);
  }
  const key = await fileKey(secret, Buffer.from(header.salt, 'base64'));
  const source = createReadStream(path, { start: line.length });
  const gunzip = createGunzip();
  const done = pipeline(source, opening(key, line), gunzip);
  done.catch(() => {}); // told below, to whoever reads
  try {
    for await (const piece of gunzip.setEncoding('utf8')) yield String(piece);
    await done;
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault('seal-broken', `${path} cannot be read to its end.`, { cause });
  }
}

async function readHeader(path: string): Promise<{ header: Header; line: Buffer }> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(longestHeader), 0, longestHeader, 0);
    const end = buffer.subarray(0, bytesRead).indexOf('\n') + 1;
    const line = Buffer.from(buffer.subarray(0, end));
    return { header: parseHeader(line.toString('utf8'), path), line };
  } finally {
    await file.close();
  }
}

function parseHeader(text: string, path: string): Header {
  try {
    const parsed = JSON.parse(text) as Partial<Header>;
    const known = parsed.secret === 'key' || parsed.secret === 'passphrase';
    if (parsed.format === 'sallyport-backup' && known && typeof parsed.salt === 'string') {
      if (parsed.version === 1) return parsed as Header;
      if (typeof parsed.version === 'number' && parsed.version > 1)
        throw new Fault('database-newer', `${path} was written by a newer Sallyport.`);
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
  }
  throw new Fault('seal-broken', `${path} is no backup of Sallyport.`);
}

async function fileKey(secret: BackupSecret, salt: Buffer): Promise<Buffer> {
  const base =
    secret.kind === 'key'
      ? Buffer.from(secret.key)
      : await stretch(secret.passphrase.normalize('NFKC'), salt);
  return Buffer.from(hkdfSync('sha256', base, salt, 'sallyport backup v1', 32));
}

/** RFC 7914; about a third of a second and 128 MB for each guess. */
function stretch(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, 32, scryptCost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

function nonceOf(number: number, last: 'last' | 'more'): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 0, 6);
  nonce[11] = last === 'last' ? 1 : 0;
  return nonce;
}

function sealing(key: Buffer, header: Buffer): Transform {
  let number = 0;
  let pending = Buffer.alloc(0);
  const seal = (plain: Buffer, last: 'last' | 'more'): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number++, last), { authTagLength: tagLength });
    cipher.setAAD(header);
    const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(sealed.length);
    return Buffer.concat([length, sealed]);
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length > chunkSize) {
        this.push(seal(pending.subarray(0, chunkSize), 'more'));
        pending = pending.subarray(chunkSize);
      }
      done();
    },
    flush(done) {
      done(null, seal(pending, 'last'));
    },
  });
}

function opening(key: Buffer, header: Buffer): Transform {
  let number = 0;
  let pending = Buffer.alloc(0);
  const openChunk = (sealed: Buffer, last: 'last' | 'more'): Buffer => {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number++, last), {
      authTagLength: tagLength,
    });
    decipher.setAAD(header);
    decipher.setAuthTag(sealed.subarray(-tagLength));
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagLength)), decipher.final()]);
  };
  const attempt = (done: TransformCallback, work: () => void): void => {
    try {
      work();
      done();
    } catch (cause) {
      const why =
        number <= 1 ? 'The secret is wrong, or the file was altered.' : 'The file was altered or cut off.';
      done(cause instanceof Fault ? cause : new Fault('seal-broken', why, { cause }));
    }
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      attempt(done, () => {
        pending = Buffer.concat([pending, chunk]);
        // The last chunk is only known to be the last at the end, so one is always held back.
        for (let next = sealedAt(pending); next && pending.length > next.end; next = sealedAt(pending)) {
          this.push(openChunk(next.sealed, 'more'));
          pending = pending.subarray(next.end);
        }
      });
    },
    flush(done) {
      attempt(done, () => {
        const next = sealedAt(pending);
        if (next?.end !== pending.length) throw new Fault('seal-broken', 'The file was cut off.');
        this.push(openChunk(next.sealed, 'last'));
      });
    },
  });
}

function sealedAt(bytes: Buffer): { sealed: Buffer; end: number } | undefined {
  if (bytes.length < 4) return undefined;
  const length = bytes.readUInt32BE(0);
  if (length < tagLength || length > chunkSize + tagLength)
    throw new Fault('seal-broken', 'The file is damaged.');
  return bytes.length < 4 + length ? undefined : { sealed: bytes.subarray(4, 4 + length), end: 4 + length };
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

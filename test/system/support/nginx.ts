import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accepts, eventually, freePort, run, type Run } from './program.ts';

/** Debian's nginx with the things of it that make life hard for whoever stands before it. */
export interface Nginx {
  readonly url: string;
  /** Ends it at once, as a crash does; resolves when its port is free. */
  stop(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  /** New workers take over while the old ones finish; resolves as soon as nginx was told. */
  reload(): void;
}

export interface NginxOptions {
  /** A folder of its own. */
  readonly folder: string;
  /** Where `/live` and `/proxied/` lead: another server, `http://host:port`. */
  readonly backend: string;
}

/**
 * Starts nginx: `/files/` takes and gives files of any size, `/bounded/` takes a thousand bytes at most,
 * `/zipped/` is compressed on the fly and therefore chunked, `/few/` closes after each third request, `/live`
 * and `/proxied/` lead to another server. Every answer tells which worker and which connection gave it.
 */
export async function startNginx({ folder, backend }: NginxOptions): Promise<Nginx> {
  const port = await freePort();
  const files = join(folder, 'files');
  for (const name of ['files', 'bounded', 'zipped', 'few', 'under-way'])
    await mkdir(join(files, name), { recursive: true, mode: 0o755 });
  for (const name of ['files', 'zipped']) await writeFile(join(files, name, 'words.txt'), words());
  await writeFile(join(files, 'few/page.txt'), 'a page');
  const config = join(folder, 'nginx.conf');
  await writeFile(config, configuration({ folder, port, backend }));
  let running: Run | undefined;
  const start = async (): Promise<void> => {
    const started = run(['-p', folder, '-c', config, '-e', 'stderr'], { command: 'nginx' });
    running = started;
    await Promise.race([
      eventually('nginx listens', () => accepts(port)),
      started.ended.then(() => Promise.reject(new Error(`nginx did not start: ${started.errors()}`))),
    ]);
  };
  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    start,
    async stop() {
      running?.signal('SIGTERM');
      await running?.ended;
    },
    reload: () => running?.signal('SIGHUP'),
  };
}

/** The text that `/zipped/words.txt` holds: long enough for several chunks, and easy to compress. */
export function words(): string {
  return Array.from({ length: 20_000 }, (_, line) => `line ${line} of a long text\n`).join('');
}

function configuration({ folder, port, backend }: NginxOptions & { readonly port: number }): string {
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/files/under-way/${kind};`,
  );
  return `
# As root its workers would be another user, who may not write to this folder.
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
error_log stderr error;
pid ${folder}/nginx.pid;
events { worker_connections 512; }
http {
  access_log off;
  ${places.join('\n  ')}
  client_max_body_size 0;
  types { text/plain txt; }
  server {
    listen 127.0.0.1:${port};
    root ${folder}/files;
    add_header X-Worker $pid always;
    add_header X-Connection $connection-$connection_requests always;
    location = /page.txt { return 200 "a page\n"; }
    location /files/ { dav_methods PUT DELETE; }
    location /bounded/ { dav_methods PUT; client_max_body_size 1000; }
    location /zipped/ { gzip on; gzip_types text/plain; }
    location /few/ { keepalive_requests 3; }
    location /proxied/ { proxy_pass ${backend}; proxy_buffering off; }
    location /live {
      proxy_pass ${backend};
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection upgrade;
      proxy_set_header Host $http_host;
    }
  }
}
`;
}

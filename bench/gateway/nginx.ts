import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What an nginx of the comparison is told. */
export interface NginxRole {
  readonly folder: string;
  readonly name: string;
  readonly port: number;
  /** Port of what it forwards to; absent for the upstream itself. */
  readonly upstream?: number;
  /** Port of what it asks first. */
  readonly auth?: number;
}

/** Writes the configuration of one nginx with one worker and gives its path. */
export function writeNginx(role: NginxRole): string {
  const path = join(role.folder, `${role.name}.conf`);
  writeFileSync(path, render(role));
  return path;
}

function render({ folder, name, port, upstream, auth }: NginxRole): string {
  const common = `
daemon off; ${process.getuid?.() === 0 ? 'user root root;' : ''} worker_processes 1; pid ${folder}/${name}.pid; error_log ${folder}/${name}.err warn;
events { worker_connections 4096; }
http {
  client_body_temp_path ${folder}/${name}-body; proxy_temp_path ${folder}/${name}-proxy;
  fastcgi_temp_path ${folder}/${name}-f; uwsgi_temp_path ${folder}/${name}-u; scgi_temp_path ${folder}/${name}-s;
  keepalive_requests 1000000; keepalive_timeout 300s; tcp_nodelay on;`;
  if (upstream === undefined) {
    return `${common}
  access_log off; sendfile off; open_file_cache max=10;
  server { listen 127.0.0.1:${port} backlog=1024; root ${folder}/www; default_type text/html; }
}
`;
  }
  const ask =
    auth === undefined
      ? ''
      : `
    auth_request /auth;
    location = /auth { internal; proxy_pass http://auth; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_pass_request_body off; proxy_set_header Content-Length ""; }`;
  return `${common}
  access_log ${folder}/${name}.log combined buffer=64k flush=250ms;
  upstream app { server 127.0.0.1:${upstream}; keepalive 128; keepalive_requests 1000000; }
  ${auth === undefined ? '' : `upstream auth { server 127.0.0.1:${auth}; keepalive 128; keepalive_requests 1000000; }`}
  server {
    listen 127.0.0.1:${port} ssl backlog=1024; ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem;
    ssl_protocols TLSv1.2 TLSv1.3;${ask}
    location / { proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto https; }
  }
}
`;
}

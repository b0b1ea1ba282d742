import { createServer } from 'node:http';

// The trivial server that nginx asks with auth_request: it looks a cookie up and says yes.
const sessions = new Map([['bench', 'per_bench']]);
createServer((request, response) => {
  const token = /session=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  response.writeHead(sessions.has(token) ? 204 : 401).end();
}).listen(Number(process.argv[2]), '127.0.0.1', () => process.send?.('ready'));

// What a browser takes of the client: nothing here or below it touches Node.
export { ApiError } from './api-error.ts';
export { type Client, type ClientOptions, createClient } from './client.ts';
export { every } from './every.ts';
export { fetchTransport, type Transport } from './transport.ts';

import { context, contextPrimitive, sequence } from './der.ts';

const ascii = (text: string): Buffer => Buffer.from(text, 'ascii');
const mail = (host: string): Buffer => sequence(contextPrimitive(1, ascii(host)));
const dns = (name: string): Buffer => sequence(contextPrimitive(2, ascii(name)));
const uri = (host: string): Buffer => sequence(contextPrimitive(6, ascii(host)));
const everyAddress = (bytes: number): Buffer => sequence(contextPrimitive(7, Buffer.alloc(bytes * 2)));

/**
 * The extension that confines an authority to one domain (RFC 5280, 4.2.1.10): DNS names at and below it, URIs
 * of exactly that host, mail of that host, no IP addresses. People import this authority into their browsers:
 * even stolen, it must be worth nothing for any other site.
 */
export function nameConstraints(domain: string): Buffer {
  const permitted = context(0, mail(domain), dns(domain), uri(domain));
  // A kind of name that is not mentioned would be unconstrained; address and mask of all zeros are all of them.
  const excluded = context(1, everyAddress(4), everyAddress(16));
  return sequence(permitted, excluded);
}

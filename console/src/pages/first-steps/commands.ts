/** Where `npm start` listens by itself. */
const usualPort = '8443';

/**
 * What is typed on the machine itself, the same in every language. It says what commands do not find by themselves:
 * a data directory, and, for a start, the port.
 * @param place the data directory as a shell takes it; null: the usual one
 */
export function commandsFor(place: { readonly dataDir: string | null; readonly port: string }) {
  const data = place.dataDir === null ? '' : ` --data-dir ${place.dataDir}`;
  const port = place.port === usualPort ? '' : ` --port ${place.port === '' ? '443' : place.port}`;
  return {
    trust: `node bin/sallyport.js trust${data}`,
    certificate: `npm start -- --tls-certificate FILE --tls-key FILE${port}${data}`,
    backup: `node bin/sallyport.js backup FILE${data}`,
    domain: `npm start -- --domain access.example.org${port}${data}`,
  };
}

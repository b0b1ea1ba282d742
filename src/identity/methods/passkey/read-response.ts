import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';

/** What a page sends after a ceremony: never longer than this, characters. */
const longest = 12_000;

const transportNames = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;
type Transport = (typeof transportNames)[number];

/** Reads the answer to a request for a signature; undefined when it is not one. */
export function readAssertion(text: string): AuthenticationResponseJSON | undefined {
  const read = readCredential(text);
  if (read === undefined) return undefined;
  const { id, response } = read;
  const clientDataJSON = bytes(response['clientDataJSON']);
  const authenticatorData = bytes(response['authenticatorData']);
  const signature = bytes(response['signature']);
  if (clientDataJSON === undefined || authenticatorData === undefined || signature === undefined)
    return undefined;
  const userHandle = bytes(response['userHandle']);
  const answer = { clientDataJSON, authenticatorData, signature };
  return {
    id,
    rawId: id,
    type: 'public-key',
    clientExtensionResults: {},
    response: userHandle === undefined ? answer : { ...answer, userHandle },
  };
}

/** Reads the answer to a request for a new passkey; undefined when it is not one. */
export function readRegistration(text: string): RegistrationResponseJSON | undefined {
  const read = readCredential(text);
  if (read === undefined) return undefined;
  const clientDataJSON = bytes(read.response['clientDataJSON']);
  const attestationObject = bytes(read.response['attestationObject']);
  if (clientDataJSON === undefined || attestationObject === undefined) return undefined;
  const said = read.response['transports'];
  const transports = transportNames.filter(
    (name): name is Transport => Array.isArray(said) && said.includes(name),
  );
  return {
    id: read.id,
    rawId: read.id,
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON, attestationObject, transports },
  };
}

function readCredential(text: string) {
  if (text.length > longest) return undefined;
  const credential = recordOf(parsed(text));
  const response = recordOf(credential?.['response']);
  const id = bytes(credential?.['id']);
  // A credential id is at most 1023 bytes (WebAuthn, section 4).
  if (id === undefined || id.length > 1364 || response === undefined) return undefined;
  return credential?.['type'] === 'public-key' ? { id, response } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.assign(Object.create(null), value);
}

function bytes(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z0-9_-]+$/.test(value) ? value : undefined;
}

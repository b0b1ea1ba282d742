/** As much of the browser's Trusted Types as is used here (W3C); absent in browsers that have none. */
interface TrustedTypes {
  createPolicy(name: 'default', rules: { readonly createHTML: (text: string) => string | null }): unknown;
}

// Our content security policy lets no text become a script, nor markup. The component library writes its styles by
// markup's way in (`innerHTML` of a style element): what has no "<" can make no element, and passes; everything
// else is refused by the browser, whoever got it there.
const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
trustedTypes?.createPolicy('default', { createHTML: (text) => (text.includes('<') ? null : text) });

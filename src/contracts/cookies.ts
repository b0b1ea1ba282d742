/**
 * Our cookies. All carry the `__Host-` prefix (RFC 6265bis 4.1.3.2): set by this very host, over TLS, for the
 * whole of it. Apps share a site with us, so their pages may send these names but never read or set them: the
 * gateway cuts every name that starts with `reservedCookiePrefix`, in any case, out of what apps get and answer.
 */
export const reservedCookiePrefix = '__Host-sallyport';

/** The token of one host. */
export const hostTokenCookie = '__Host-sallyport';

/** The nonce of one attempt to sign in; the attempt's id follows. At most five live at a time. */
export const attemptCookiePrefix = '__Host-sallyport-try-';

/** Who used this host in this browser last, under a name of this host's own. */
export const lastPersonCookie = '__Host-sallyport-person';

/** Cookies of the control plane's own pages start so; they pass between those pages and the browser only. */
export const controlCookiePrefix = '__Host-sallyport-c-';

/** The sign-in session, on the sign-in host alone. */
export const signInCookie = `${controlCookiePrefix}session`;

/** The anti-forgery token of the control plane's forms. */
export const formCookie = `${controlCookiePrefix}form`;

/** A call leaves nothing in the browser: no cache, no cookie, no address of the page it came from, and nothing in its own address. */
import type { Send } from './family-phone.js';

interface Answer<T> {
  readonly data?: T | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

/** `url`: of the service's `/graphql`. */
export function sendTo(url: string): Send {
  return async <T>(query: string, variables: Record<string, unknown>, token?: string) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      // Signing out arrives although the page is being closed.
      keepalive: true,
    });
    const { data, errors } = (await response.json()) as Answer<T>; // As the service answers.
    // The code alone: what an error says more of must not reach a log of the frontend.
    if (!data || errors?.length) throw new Error(errors?.[0]?.extensions?.code ?? 'NO_ANSWER');
    return data;
  };
}

/** The page around GraphiQL: the stories in its tabs, and a policy under which it can reach nothing but this service. */
import { NAMES, type Story } from './story.js';

/** GraphiQL sets styles of its own and runs its language services as workers from blobs. */
export const EXPLORER_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  'worker-src blob:',
  "connect-src 'self'",
  'img-src data:',
  'font-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function explorerPage(stories: readonly Story[]): string {
  const tabs = stories.map(({ document, variables, headers }) => ({
    query: document,
    variables: JSON.stringify(variables, null, 2),
    headers: JSON.stringify(headers, null, 2),
  }));
  const graphiql = {
    title: 'Sanctuary Homes',
    logo: ' ',
    endpoint: '/graphql',
    defaultTabs: tabs,
    // The first tab takes its headers from here, whatever it says itself.
    headers: tabs[0]?.headers ?? '{}',
    shouldPersistHeaders: false,
    // Of operations that change something, none may be sent by a link.
    useGETForQueries: false,
  };
  // Within a script element only "<" could end it.
  const options = JSON.stringify({ names: NAMES, graphiql }).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Sanctuary Homes: explorer</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/explorer/graphiql.css">
    <style>html, body, #root { height: 100%; margin: 0 }</style>
  </head>
  <body>
    <noscript>The explorer needs JavaScript.</noscript>
    <div id="root"></div>
    <script type="application/json" id="options">${options}</script>
    <script src="/explorer/graphiql.js"></script>
  </body>
</html>
`;
}

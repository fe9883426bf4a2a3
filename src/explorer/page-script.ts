/** What the explorer's page adds to GraphiQL: nothing stays in the browser, and what one tab gives a name, the next ones may use. */

/**
 * Runs in the browser, behind GraphiQL's own script; `workers` holds the sources of its workers.
 * `{{name}}` in a tab's variables or headers stands for the last answer's field of that name: an alias is enough to hand it on.
 */
export const PAGE_SCRIPT = `
(() => {
  const options = JSON.parse(document.getElementById('options').textContent);

  // Documents may hold what a family wrote: neither the address bar nor the disk keeps them.
  if (location.search) history.replaceState(null, '', location.pathname);
  history.replaceState = () => {};
  const kept = new Map();
  Object.defineProperty(window, 'localStorage', { value: {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, String(value)),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    key: (at) => [...kept.keys()][at] ?? null,
    get length() { return kept.size; },
  } });

  const known = new Map();
  const names = new Set(options.names);
  const filled = (text) => text.replace(/\\{\\{(\\w+)\\}\\}/g, (whole, name) => known.get(name) ?? whole);
  const learn = (value) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, its] of Object.entries(value)) {
      if (names.has(name) && typeof its === 'string') known.set(name, its);
      else learn(its);
    }
  };
  const send = window.fetch.bind(window);
  window.fetch = async (url, init = {}) => {
    const headers = new Headers(init.headers);
    const body = typeof init.body === 'string' ? filled(init.body) : init.body;
    for (const [name, value] of [...headers]) {
      // What the service can do is asked for by nobody in particular: a tab whose token is not there yet must not hide it.
      if (/IntrospectionQuery/.test(body) && /^(authorization|x-partner-key)$/i.test(name)) headers.delete(name);
      else headers.set(name, filled(value));
    }
    const answer = await send(url, { ...init, headers, body });
    answer.clone().json().then(learn, () => {});
    return answer;
  };

  const urls = Object.fromEntries(Object.entries(workers).map(([label, source]) =>
    [label, URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))]));
  window.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_id, label) => urls[label] ?? urls.editorWorkerService };

  YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), options.graphiql);
})();
`;

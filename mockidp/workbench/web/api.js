// The control API. Beyond loopback it wants the token that was printed at the start: given once as #token=…, kept for
// this tab.
const given = /^#token=(.+)$/.exec(location.hash);
if (given) {
  sessionStorage.setItem('control-token', decodeURIComponent(given[1]));
  history.replaceState(null, '', '#overview');
}

function headers(more = {}) {
  const token = sessionStorage.getItem('control-token');
  return token ? { ...more, authorization: `Bearer ${token}` } : more;
}

async function call(method, path, body) {
  const response = await fetch(`/control/v1${path}`, {
    method,
    headers: headers(method === 'GET' ? {} : { 'content-type': 'application/json' }),
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.status === 204) return undefined;
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    const problems = (answer.error?.problems ?? []).map((p) => ` ${p.pointer}: ${p.message}`).join(';');
    throw new Error((answer.error?.message ?? `The provider answered ${response.status}.`) + problems);
  }
  return answer;
}

const org = (name, rest = '') => `/orgs/${encodeURIComponent(name)}${rest}`;

export const api = {
  orgs: () => call('GET', '/orgs').then((answer) => answer.orgs),
  apps: (name) => call('GET', org(name, '/apps')).then((answer) => answer.apps),
  people: (name) => call('GET', org(name, '/people')).then((answer) => answer.people),
  messages: (name, to, after) => {
    const query = new URLSearchParams({ limit: '200', ...(to && { to }), ...(after && { after }) });
    return call('GET', org(name, `/messages?${query}`)).then((answer) => answer.messages);
  },
  clearMessages: (name) => call('DELETE', org(name, '/messages')),
  clock: (name) => call('GET', org(name, '/clock')),
  moveClock: (name, how) => call('POST', org(name, '/clock'), how),
  faultCatalogue: () => call('GET', '/faults').then((answer) => answer.faults),
  faults: (name) => call('GET', org(name, '/faults')).then((answer) => answer.faults),
  enableFault: (name, order) => call('POST', org(name, '/faults'), order),
  disableFault: (name, id) => call('DELETE', org(name, `/faults/${id}`)),
  journal: (name, after) => call('GET', org(name, `/journal?limit=1000&after=${after}`)),
  clearJournal: (name) => call('DELETE', org(name, '/journal')),
};

// Calls `onEntry` with each journal entry as it happens, until the returned function is called. Read with fetch, since
// EventSource cannot send the token.
export function followJournal(name, after, onEntry, onLost) {
  const stop = new AbortController();
  (async () => {
    const response = await fetch(`/control/v1${org(name, `/journal/events?after=${after}`)}`, {
      headers: headers(), signal: stop.signal,
    });
    if (!response.ok || !response.body) throw new Error('no journal');
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) throw new Error('the journal ended');
      text += value;
      for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) {
        const data = text.slice(0, end).split('\n').find((line) => line.startsWith('data: '));
        if (data) onEntry(JSON.parse(data.slice(6)));
      }
    }
  })().catch(() => { if (!stop.signal.aborted) onLost(); });
  return () => stop.abort();
}

// What stands on the page. Everything is written as text, so no name of a person can become markup.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (typeof value === 'function') made.addEventListener(key, value);
    else made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const button = (label, click, attributes = {}) => element('button', { type: 'button', click, ...attributes }, label);
const heading = (text, id) => element('h1', { tabindex: '-1', ...(id ? { id } : {}) }, text);

export const nameOf = (claims) => claims.name ?? claims.preferred_username ?? claims.sub;

export function who(session, { signIn, signOut }) {
  if (!session.tokens) return [button('Sign in', signIn, { id: 'sign-in' })];
  return [element('span', { id: 'greeting' }, `Hello, ${nameOf(session.tokens.claims)}`),
    button('Sign out', signOut, { class: 'quiet' })];
}

export function front() {
  return [heading('A note on tea'),
    element('p', {}, 'Green tea wants water that no longer boils: 75 °C, and two minutes. Black tea takes it boiling.'),
    element('p', {}, 'Everybody may read this. ', element('a', { href: '/profile' }, 'Your profile'),
      ' is for you: it shows what the provider tells this page about you.')];
}

export function profile({ tokens, renewals }, { renew }) {
  const { claims } = tokens;
  const rows = Object.entries(claims).map(([name, value]) =>
    element('tr', {}, element('th', { scope: 'row' }, name),
      element('td', {}, typeof value === 'string' ? value : JSON.stringify(value))));
  return [heading(nameOf(claims), 'name'),
    element('p', {}, 'The tokens live in the memory of this page: whoever reloads it is signed in anew, without a question ',
      'while the provider still knows you.'),
    element('p', {}, 'The access token is good until ',
      element('time', { id: 'good-until', datetime: new Date(tokens.goodUntil).toISOString() },
        new Date(tokens.goodUntil).toLocaleTimeString()),
      '. Renewals by this page: ', element('span', { id: 'renewals' }, String(renewals)), '.'),
    button('Renew now', renew, { id: 'renew' }),
    element('h2', {}, 'Claims of the ID token'),
    element('table', { id: 'id-token' },
      element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'Claim'), element('th', { scope: 'col' }, 'Value'))),
      element('tbody', {}, ...rows))];
}

export const waiting = () => [element('p', { id: 'waiting' }, 'One moment …')];

export function message(title, text, detail, again) {
  return [heading(title, 'message'), element('p', { role: 'alert' }, text),
    ...(detail ? [element('p', { class: 'detail', id: 'detail' }, detail)] : []),
    ...(again ? [element('p', {}, button('Sign in', again, { id: 'again' }))] : [])];
}

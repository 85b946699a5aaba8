// The app: which page is shown for which address, and the way through a sign-in.
import { Authorization } from '/authorization.js';
import { Failure } from '/failure.js';
import { Provider } from '/provider.js';
import { safeguards } from '/safeguards.js';
import { Session } from '/session.js';
import * as views from '/views.js';

const settings = await (await fetch('/settings.json')).json();
const callbackPath = new URL(settings.redirect_uri).pathname;
const provider = new Provider(settings);
const authorization = new Authorization(settings, provider);
const session = new Session(authorization, provider, settings.frame_timeout_seconds * 1000, show);

const doing = {
  signIn: () => tellFailure(authorization.leave()),
  signOut: () => tellFailure(signOut()),
  renew: () => session.renew(),
};

function put(title, content) {
  const focused = document.activeElement?.id;
  document.title = `${title} · Tea Notes`;
  document.getElementById('who').replaceChildren(...views.who(session, doing));
  document.getElementById('main').replaceChildren(...content);
  document.getElementById('status').textContent = session.note;
  if (focused) document.getElementById(focused)?.focus();
}

function tell(title, text, failure) {
  put(title, views.message(title, text, failure?.message, doing.signIn));
}

async function tellFailure(work) {
  try {
    await work;
  } catch (failure) {
    tell('That did not work', 'The provider could not be asked.', failure);
  }
}

async function signOut() {
  const url = await session.signOut();
  put('Signing out', views.waiting());
  location.assign(url);
}

const endings = { 'signed out': 'You signed out in another tab.' };

// Also called by the session, when tokens came, were renewed, or are gone.
function show(failure) {
  if (failure)
    return tell('Your sign-in has ended', endings[failure.kind] ?? 'It could not be renewed. Please sign in again to go on.', failure);
  if (location.pathname === '/profile') {
    if (session.tokens) return put('Profile', views.profile(session, doing));
    put('Profile', views.waiting());
    return doing.signIn();
  }
  put('A note on tea', views.front());
}

// RFC 6749, 4.1.2. The code leaves the address, and so the history, before anything else happens.
async function comeBack() {
  const parameters = new URLSearchParams(location.search);
  history.replaceState(null, '', callbackPath);
  put('Signing in', views.waiting());
  const answer = Object.fromEntries(parameters);
  const transaction = authorization.take(answer.state);
  try {
    if (!transaction || parameters.getAll('state').length > 1)
      throw new Failure('wrong', 'This answer of the provider is to no question of this tab.');
    const tokens = await authorization.redeem(answer, transaction);
    history.replaceState(null, '', transaction.cameFrom);
    session.note = transaction.note;
    session.begin(tokens);
  } catch (failure) {
    history.replaceState(null, '', transaction?.cameFrom ?? '/');
    if (failure.kind === 'refused' && safeguards.afterRefusal === 'begin anew')
      return authorization.leave(safeguards.parametersOfGoing);
    tell('You were not signed in', 'The provider, or this page, refused the sign-in.', failure);
  }
}

// Links of this page change the address without loading it anew: the tokens would be gone.
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="/"]');
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  session.note = '';
  show();
  document.querySelector('h1')?.focus();
});
addEventListener('popstate', () => show());

if (location.pathname === callbackPath) await comeBack();
else show();

import { api } from './api.js';
import { clock } from './clock.js';
import { el, say } from './dom.js';
import { faults } from './faults.js';
import { inbox } from './inbox.js';
import { overview } from './overview.js';
import { timeline } from './timeline.js';
import { tokenView } from './tokens.js';

const views = { overview, inbox, timeline, clock, faults, token: tokenView };
const view = document.getElementById('view');
const chooser = document.getElementById('org');
let leave;
let orgs = [];

async function show() {
  leave?.();
  leave = undefined;
  const name = views[location.hash.slice(1)] ? location.hash.slice(1) : 'overview';
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('href') === `#${name}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = `${name[0].toUpperCase()}${name.slice(1)} · mockidp workbench`;
  const org = orgs.find((candidate) => candidate.name === chooser.value) ?? orgs[0];
  try {
    leave = await views[name](view, org);
    say('');
  } catch (error) {
    view.replaceChildren(el('h1', {}, 'Not to be had'), el('p', { class: 'bad' }, error.message));
  }
}

async function start() {
  try {
    orgs = await api.orgs();
  } catch (error) {
    view.replaceChildren(el('h1', {}, 'The control API refuses'), el('p', { class: 'bad' }, error.message),
      el('p', {}, 'Beyond loopback, open this page once with #token= and the token that was printed at the start.'));
    return;
  }
  chooser.replaceChildren(...orgs.map((org) => el('option', { value: org.name }, org.name)));
  chooser.addEventListener('change', show);
  window.addEventListener('hashchange', show);
  show();
}

start();

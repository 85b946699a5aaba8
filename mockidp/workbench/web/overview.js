import { api } from './api.js';
import { copyButton, el, table } from './dom.js';
import { forms } from './settings.js';

const kinds = { web: 'Web app', browser: 'Single-page app', native: 'Native app', service: 'Service' };

function issuerTable(org) {
  return table(['Authorization server', 'Issuer', 'Metadata'], Object.entries(org.issuers).map(([id, issuer]) => [
    id === 'org' ? 'Org' : id,
    el('code', {}, issuer),
    el('a', { href: `${issuer}/.well-known/openid-configuration`, target: '_blank', rel: 'noreferrer' }, 'discovery'),
  ]));
}

// The forms as tabs: arrow keys move, the panel follows (WAI-ARIA authoring practices).
function settingsTabs(app) {
  const usable = forms.filter((form) => form.for(app));
  const panel = el('pre', { role: 'tabpanel', tabindex: '0' });
  const tabs = usable.map((form, index) => el('button', {
    type: 'button', role: 'tab', onclick: () => choose(index),
    onkeydown: (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = (index + step + usable.length) % usable.length;
      choose(next);
      tabs[next].focus();
    },
  }, form.name));
  let chosen = 0;
  function choose(index) {
    chosen = index;
    tabs.forEach((tab, i) => {
      tab.setAttribute('aria-selected', String(i === index));
      tab.tabIndex = i === index ? 0 : -1;
    });
    panel.textContent = usable[index].text(app);
    panel.setAttribute('aria-label', `${app.label}: ${usable[index].file}`);
  }
  choose(0);
  return el('div', { class: 'settings' },
    el('div', { role: 'tablist', 'aria-label': `Settings of ${app.label}` }, tabs),
    panel, copyButton(() => usable[chosen].text(app)));
}

function uriList(uris) {
  return uris.length ? el('ul', { class: 'plain' }, uris.map((uri) => el('li', {}, el('code', {}, uri)))) : 'none';
}

function appCard(app) {
  const assigned = app.federation_broker_mode ? 'everybody, by Federation Broker Mode' : app.assigned_groups.join(', ') || 'nobody by group';
  return el('details', { class: 'card' },
    el('summary', {}, el('strong', {}, app.label), ' ', el('span', { class: 'tag' }, kinds[app.application_type] ?? app.application_type),
      ' ', el('code', {}, app.client_id)),
    settingsTabs(app),
    el('dl', {},
      el('dt', {}, 'Client secret'), el('dd', {}, app.client_secret ? el('code', {}, app.client_secret) : 'none: proves itself by PKCE'),
      el('dt', {}, 'Authenticates by'), el('dd', {}, app.token_endpoint_auth_method),
      el('dt', {}, 'PKCE'), el('dd', {}, app.pkce_required ? 'required' : 'optional'),
      el('dt', {}, 'Grants'), el('dd', {}, app.grant_types.join(', ')),
      el('dt', {}, 'Assigned to'), el('dd', {}, app.application_type === 'service' ? 'not needed' : assigned),
      el('dt', {}, 'Sign-in redirect URIs'), el('dd', {}, uriList(app.redirect_uris)),
      el('dt', {}, 'Sign-out redirect URIs'), el('dd', {}, uriList(app.post_logout_redirect_uris))));
}

export async function overview(view, org) {
  const [apps, people] = await Promise.all([api.apps(org.name), api.people(org.name)]);
  people.sort((a, b) => a.login.localeCompare(b.login));
  view.replaceChildren(
    el('h1', {}, org.label),
    el('p', {}, 'Give your app one of these issuers and a client below; everything else stays as it is for a real org.'),
    issuerTable(org),
    el('h2', {}, 'Apps'),
    el('p', {}, 'Open one for its settings. ', el('code', {}, 'mockidp apps create web'), ' registers another.'),
    ...apps.map(appCard),
    el('h2', {}, 'People'),
    el('p', {}, 'Sign in as one of them by the username and password shown.'),
    table(['Username', 'Password', 'Name', 'Status', 'Groups'], people.map((person) => [
      el('code', {}, person.login), person.password ? el('code', {}, person.password) : 'not in the document', person.name,
      el('span', { class: person.status === 'ACTIVE' ? 'tag' : 'tag bad' }, person.status), person.groups.join(', '),
    ])));
}

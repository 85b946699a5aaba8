// The three exercises of Okta's guide "Sign users in to your SPA using the redirect model and Auth JS", with the guide's
// own page: the person's half click by click in Chromium, the administrator's as live patches of the org, word for word
// those of docs/policies.md.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { guidePage } from './okta_auth_js.mjs';
import { createOrgFrom, servePages } from './provider.mjs';

const kRoot = new URL('../../', import.meta.url);
const kClientId = '0oaspaapp0mockidp001';  // in every ready org

async function patchesOf(exercise) {
  const page = await readFile(new URL('docs/policies.md', kRoot), 'utf8');
  const section = page.split(`## Exercise: ${exercise}\n`)[1].split('\n## ')[0];
  return [...section.matchAll(/-d '([^']*)'/g)].map(([, patch]) => JSON.parse(patch));
}

// A ready org that knows where the page is.
async function readyOrg(control, name, pageUrl) {
  const document = JSON.parse(await readFile(new URL(`fixtures/orgs/${name}.json`, kRoot)));
  const app = document.apps.find(({ client_id: id }) => id === kClientId);
  Object.assign(app, { redirect_uris: [pageUrl, `${pageUrl}/`], post_logout_redirect_uris: [pageUrl], base_uris: [pageUrl],
    grant_types: ['authorization_code', 'implicit'] });
  return createOrgFrom(control, document);
}

class Exercise {
  constructor(control, browser, org, pageUrl) {
    Object.assign(this, { control, browser, org, pageUrl });
  }
  async #ask(path, options) {
    const response = await fetch(`${this.control}/control/v1/orgs/${this.org.name}${path}`, options);
    const body = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(body)}`);
    return body;
  }
  administer(patch) {
    return this.#ask('', { method: 'PATCH', headers: { 'content-type': 'application/merge-patch+json' }, body: JSON.stringify(patch) });
  }
  async sent(what, to) {
    return (await this.#ask(`/messages/latest-${what}?to=${encodeURIComponent(to)}`))[what];
  }
  async testYourApp() {  // in a fresh private window
    await this.browser.forgetCookies();
    await this.browser.open(`${this.pageUrl}/`);
    await this.heading('Sign In');
  }
  async heading(wanted) {
    await this.browser.waitFor(`"${wanted}"`, async () => (await this.browser.text('h1')) === wanted);
  }
  async submit(action, fields = {}) {
    const form = `form[action="${action}"]`;
    for (const [name, text] of Object.entries(fields)) await this.browser.type(`${form} [name="${name}"]`, text);
    await this.browser.click(`${form} button`);
  }
  has(action) { return this.browser.run('return document.querySelector(arguments[0]) !== null', `form[action="${action}"]`); }
  async password(login, password) {
    await this.submit('/signin/identify', { identifier: login });
    await this.submit('/signin/challenge/answer', { 'credentials.passcode': password });
  }
  newPassword(password) {
    return this.submit('/signin/password/set', { 'credentials.passcode': password, confirmPassword: password });
  }
  async signedIn(login) {
    assert.match(await this.browser.text('#content-jwt p'), new RegExp(`^${login.replaceAll('.', '\\.')} \\(email\\)`));
  }
}

async function registration(exercise) {
  const [denied, allowed] = await patchesOf('self-service registration');
  await exercise.administer(denied);
  await exercise.testYourApp();
  assert.equal(await exercise.has('/signin/register'), false, 'no "Sign up" yet');
  await exercise.administer(allowed);
  await exercise.testYourApp();
  await exercise.submit('/signin/register');
  await exercise.submit('/signin/profile', { 'userProfile.firstName': 'Zoe', 'userProfile.lastName': 'Zimmer',
    'userProfile.email': 'zoe@example.com' });
  await exercise.submit('/signin/enroll/select');
  await exercise.newPassword('Brand-new-flow-1');
  await exercise.submit('/signin/skip');
  await exercise.signedIn('zoe@example.com');
}

async function secondFactor(exercise) {
  const alice = ['alice@example.com', 'Redirect-flow-1'];
  const [without, mandatory] = await patchesOf('a mandatory second factor');
  await exercise.administer(without);
  await exercise.testYourApp();
  await exercise.password(...alice);
  await exercise.signedIn(alice[0]);
  await exercise.administer(mandatory);
  await exercise.testYourApp();
  await exercise.password(...alice);
  await exercise.submit('/signin/enroll/select');
  await exercise.submit('/signin/enroll/phone', { 'authenticator.phoneNumber': '555 666 1234' });
  await exercise.heading('Set up phone authentication');
  await exercise.browser.text('#passcode ~ button');
  await exercise.submit('/signin/challenge/answer', { 'credentials.passcode': await exercise.sent('code', alice[0]) });
  await exercise.signedIn(alice[0]);
  await exercise.testYourApp();
  await exercise.password(...alice);
  await exercise.heading('Verify with your phone');
  await exercise.submit('/signin/challenge/send');
  await exercise.browser.text('#passcode ~ button');
  await exercise.submit('/signin/challenge/answer', { 'credentials.passcode': await exercise.sent('code', alice[0]) });
  await exercise.signedIn(alice[0]);
}

// In the org of the exercise before, as the guide has it.
async function recovery(exercise) {
  const [allowed] = await patchesOf('password recovery by e-mail');
  await exercise.administer(allowed);
  await exercise.testYourApp();
  await exercise.submit('/signin/recover');
  await exercise.heading('Reset your password');
  await exercise.submit('/signin/identify', { identifier: 'alice@example.com' });
  await exercise.submit('/signin/challenge/send');
  await exercise.browser.text('#passcode ~ button');
  await exercise.browser.open(await exercise.sent('link', 'alice@example.com'));
  await exercise.newPassword('Another-flow-9');
  await exercise.signedIn('alice@example.com');
}

export async function guideExercises(control, browser, packageName) {
  const folder = new URL(`node_modules/${packageName}/`, import.meta.url);
  const { version } = JSON.parse(await readFile(new URL('package.json', folder)));
  const pages = { '/okta-auth-js.min.js': new URL('dist/okta-auth-js.min.js', folder) };
  const server = await servePages(pages);
  try {
    for (const [name, ...exercises] of [['registration', registration], ['mfa', secondFactor, recovery]]) {
      const org = await readyOrg(control, name, server.url);
      pages['/'] = guidePage(org.url, kClientId, server.url, '');
      const exercise = new Exercise(control, browser, org, server.url);
      for (const walk of exercises) await walk(exercise);
    }
  } finally {
    server.close();
  }
  return `okta-auth-js ${version}: the guide's exercises in its page – registration, second factor, recovery – with live patches`;
}

// A web app in a folder beside this file, as its client.json has it started and reached: signs in to a deep link, shows
// whose profile it is, signs out.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Browser } from './browser.mjs';
import { ended, freePort, started } from './child.mjs';
import { alice, createOrg } from './provider.mjs';

export async function webApp(control, folderName, packageName) {
  const folder = new URL(`${folderName}/`, import.meta.url);
  const json = async (path) => JSON.parse(await readFile(new URL(path, folder)));
  const { version } = await json(`node_modules/${packageName}/package.json`);
  const client = await json('client.json');
  const port = await freePort();
  const base = client.base_url.replace('{port}', port);
  const uri = (text) => text.replace('{base_url}', base);
  const clientId = '0oawebappinterop0001';
  const clientSecret = 'interop-secret-for-local-use-only';
  const org = await createOrg(control, {
    label: packageName, id: clientId, client_secret: clientSecret, application_type: 'web',
    redirect_uris: [uri(client.redirect_uri)], post_logout_redirect_uris: [uri(client.post_logout_redirect_uri)],
  });
  const app = await started(client.command[0], client.command.slice(1), {
    cwd: fileURLToPath(client.folder ? new URL(client.folder, folder) : new URL('../../', import.meta.url)),
    env: { ...process.env, ISSUER: `${org.url}/oauth2/default`, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret,
      PORT: String(port), BASE_URL: base },
  }, base + client.ready_path);
  try {
    const browser = new Browser();
    const deepLink = base + client.deep_link;
    let page = await browser.open(deepLink);
    assert.equal(page.url.origin, org.url);
    for (let steps = 0; page.url.origin === org.url && steps < 4; ++steps)
      page = await browser.submit(page, { identifier: alice.login, 'credentials.passcode': alice.password });
    assert.equal(String(page.url), deepLink);
    assert.ok((await page.response.text()).includes(alice.login), 'the profile shows the e-mail address');

    page = client.logout_method === 'POST'
      ? await browser.submit(await browser.open(base + client.logout_form_page), {})
      : await browser.open(base + client.logout_path);
    assert.equal(String(page.url), String(new URL(uri(client.post_logout_redirect_uri))));
    page = await browser.open(deepLink);
    assert.equal(page.url.origin, org.url, 'signed out here and there');
    assert.ok((await page.response.text()).includes('name="identifier"'));
  } finally {
    await ended(app);
  }
  return `${packageName} ${version}: signed in to a deep link, read the profile, signed out of the app and the org`;
}

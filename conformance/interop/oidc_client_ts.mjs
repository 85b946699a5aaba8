// oidc-client-ts in a page: code with PKCE, silent renewal in a frame, userinfo, sign-out.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { alice, createOrg, servePages } from './provider.mjs';

const page = (issuer, clientId, origin) => `<html><body>
<script src="/oidc-client-ts.js"></script>
<script>
const manager = new oidc.UserManager({
  authority: "${issuer}", client_id: "${clientId}", redirect_uri: "${origin}/callback",
  silent_redirect_uri: "${origin}/silent", post_logout_redirect_uri: "${origin}/bye",
  scope: "openid profile email", loadUserInfo: true,
});
const show = text => { const p = document.createElement("p"); p.id = "told"; p.innerText = text; document.body.append(p); };
if (location.pathname === "/") manager.signinRedirect().catch(error => show(String(error)));
if (location.pathname === "/callback")
  manager.signinCallback().then(user => show(user.profile.email + " " + user.profile.given_name), error => show(String(error)));
if (location.pathname === "/silent") manager.signinSilentCallback();
if (location.pathname === "/bye") manager.signoutCallback().then(() => show("bye"), error => show(String(error)));
</script></body></html>`;

export async function oidcClientTs(control, browser) {
  const { version } = JSON.parse(await readFile(new URL('node_modules/oidc-client-ts/package.json', import.meta.url)));
  const pages = { '/oidc-client-ts.js': new URL('node_modules/oidc-client-ts/dist/browser/oidc-client-ts.js', import.meta.url) };
  const server = await servePages(pages);
  const clientId = '0oaoidcclient0000001';
  const org = await createOrg(control, {
    label: 'oidc-client-ts', id: clientId, application_type: 'browser',
    redirect_uris: [`${server.url}/callback`, `${server.url}/silent`], post_logout_redirect_uris: [`${server.url}/bye`],
  });
  const issuer = `${org.url}/oauth2/default`;
  for (const path of ['/', '/callback', '/silent', '/bye']) pages[path] = page(issuer, clientId, server.url);
  try {
    await browser.open(`${server.url}/`);
    await browser.signIn(alice);
    assert.equal(await browser.text('#told'), 'alice@example.com Alice');
    const silent = await browser.runAsync(
      `const done = arguments[arguments.length - 1];
       manager.signinSilent().then(user => done(user.profile.email), error => done(String(error)))`);
    assert.equal(silent, alice.login);
    await browser.run('manager.signoutRedirect()');
    await browser.waitFor('the page after signing out', () =>
      browser.run('return location.pathname === "/bye" && document.querySelector("#told") !== null'));
    assert.equal(await browser.text('#told'), 'bye');
  } finally {
    server.close();
  }
  return `oidc-client-ts ${version}: signed in with PKCE, renewed silently in a frame, read userinfo, signed out`;
}

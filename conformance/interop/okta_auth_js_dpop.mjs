// @okta/okta-auth-js with `dpop: true` in a page of another origin: it makes a key, reads the nonce from the refusal, keeps
// bound tokens, asks userinfo with them, refreshes with the same key, and signs out.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { keepingPage, outcome } from './keeping_page.mjs';
import { alice, createOrg, servePages } from './provider.mjs';

const accessToken = (browser) => browser.run(
  'const { accessToken, tokenType } = authClient.tokenManager.getTokensSync().accessToken; return { accessToken, tokenType }');
const claimsOf = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));

export async function oktaAuthJsDpop(control, browser) {
  const folder = new URL('node_modules/@okta/okta-auth-js/', import.meta.url);
  const { version } = JSON.parse(await readFile(new URL('package.json', folder)));
  const pages = { '/okta-auth-js.min.js': new URL('dist/okta-auth-js.min.js', folder) };
  const server = await servePages(pages);
  const clientId = '0oaauthjsdpop000001a';
  const org = await createOrg(control, {
    label: 'Auth JS with DPoP', client_id: clientId, application_type: 'browser', dpop_bound_access_tokens: true,
    grant_types: ['authorization_code', 'refresh_token'], redirect_uris: [`${server.url}/`],
    post_logout_redirect_uris: [`${server.url}/bye`], base_uris: [server.url],
  });
  pages['/'] = pages['/bye'] = keepingPage(`${org.url}/oauth2/default`, clientId, server.url, 'dpop: true,');
  try {
    await browser.open(`${server.url}/`);
    await browser.signIn(alice);
    assert.equal(await browser.text('#told'), alice.login);
    const before = await accessToken(browser);
    assert.equal(before.tokenType, 'DPoP');
    const { jkt } = claimsOf(before.accessToken).cnf;
    assert.equal(jkt.length, 43);

    const person = await outcome(browser, 'authClient.token.getUserInfo().then(({ email }) => email)');
    assert.equal(person, alice.login);
    const bearer = await fetch(`${org.url}/oauth2/default/v1/userinfo`, {
      headers: { authorization: `Bearer ${before.accessToken}` },
    });
    assert.equal(bearer.status, 400);

    const renewed = await outcome(browser, `authClient.tokenManager.renew('accessToken').then(token => token.accessToken)`);
    assert.notEqual(renewed, before.accessToken);
    assert.equal(claimsOf(renewed).cnf.jkt, jkt, 'the same key');

    await browser.run('authClient.signOut()');
    await browser.waitFor('the page after signing out', () => browser.run(
      'return location.pathname === "/bye" && document.getElementById("told").innerText === "bye"'));
  } finally {
    server.close();
  }
  return `okta-auth-js ${version}, dpop: bound tokens, userinfo, refreshed with the same key, signed out`;
}

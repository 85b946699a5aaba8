// @okta/okta-auth-js in an app that keeps its tokens: refreshes them, looks after the org's session, and signs out with
// them, which revokes them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { keepingPage, outcome } from './keeping_page.mjs';
import { alice, createOrg, servePages } from './provider.mjs';

const storedTokens = (browser) => browser.run(
  `const { accessToken, idToken, refreshToken } = authClient.tokenManager.getTokensSync();
   return { access: accessToken.accessToken, id: idToken.idToken, refresh: refreshToken.refreshToken }`);

async function refresh(issuer, clientId, token) {
  const response = await fetch(`${issuer}/v1/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'refresh_token', client_id: clientId, refresh_token: token, scope: 'openid' }),
  });
  return (await response.json()).error ?? 'refreshed';
}

export async function oktaAuthJsTokens(control, browser, packageName) {
  const folder = new URL(`node_modules/${packageName}/`, import.meta.url);
  const { version } = JSON.parse(await readFile(new URL('package.json', folder)));
  const pages = { '/okta-auth-js.min.js': new URL('dist/okta-auth-js.min.js', folder) };
  const server = await servePages(pages);
  const clientId = '0oaauthjstokens00001';
  const org = await createOrg(control, {
    label: 'Auth JS with tokens', id: clientId, application_type: 'browser',
    grant_types: ['authorization_code', 'refresh_token'], redirect_uris: [`${server.url}/`],
    post_logout_redirect_uris: [`${server.url}/bye`], base_uris: [server.url],
  });
  const issuer = `${org.url}/oauth2/default`;
  pages['/'] = pages['/bye'] = keepingPage(issuer, clientId, server.url);
  try {
    await browser.open(`${server.url}/`);
    await browser.signIn(alice);
    assert.equal(await browser.text('#told'), alice.login);

    const before = await storedTokens(browser);
    const renewed = await outcome(browser, `authClient.tokenManager.renew('accessToken').then(token => token.accessToken)`);
    const after = await storedTokens(browser);
    assert.equal(renewed, after.access);
    for (const kind of ['access', 'id', 'refresh']) assert.notEqual(after[kind], before[kind], `a new ${kind} token`);

    const session = await outcome(browser, 'authClient.session.get().then(({ status, login }) => ({ status, login }))');
    assert.deepEqual(session, { status: 'ACTIVE', login: alice.login });
    const refreshed = await outcome(browser, 'authClient.session.refresh().then(({ status }) => status)');
    assert.equal(refreshed, 'ACTIVE');

    await browser.run('authClient.signOut()');
    await browser.waitFor('the page after signing out', () => browser.run(
      'return location.pathname === "/bye" && document.getElementById("told").innerText === "bye"'));
    assert.equal(await outcome(browser, 'authClient.session.exists()'), false);
    assert.equal(await refresh(issuer, clientId, after.refresh), 'invalid_grant', 'the refresh token was revoked');

    // Signed in once more, the session alone is closed: the tokens stay good.
    await browser.open(`${server.url}/`);
    await browser.signIn(alice);
    assert.equal(await browser.text('#told'), alice.login);
    assert.equal(await outcome(browser, 'authClient.session.close().then(() => "closed")'), 'closed');
    assert.equal(await outcome(browser, 'authClient.session.exists()'), false);
    assert.equal(await refresh(issuer, clientId, (await storedTokens(browser)).refresh), 'refreshed');
  } finally {
    server.close();
  }
  return `okta-auth-js ${version}: refreshed with its refresh token, read, refreshed and closed the session, signed out with its tokens`;
}

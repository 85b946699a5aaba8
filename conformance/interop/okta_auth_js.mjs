// @okta/okta-auth-js in the page of Okta's guide "Sign users in to your SPA using the redirect model and Auth JS": the
// version that the guide names, and a newer one; with PKCE, as by default, and with the implicit flow.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { alice, createOrg, servePages } from './provider.mjs';

// As the guide has it, but for where the SDK comes from, and the org's URL, client id and port.
export const guidePage = (org, clientId, origin, options) => `<html>
<head><title>Simple Redirect</title><script src="/okta-auth-js.min.js" type="text/javascript"></script></head>
<body>
<div id="content"><h2>Simple Redirect example using the AuthJS SDK</h2><div id="content-jwt"></div></div>
<script type="text/javascript">
var baseOktaURL = "${org}";
var appClientID = "${clientId}";
const authClient = new OktaAuth({
  url: baseOktaURL,
  clientId: appClientID,
  redirectUri: "${origin}/",
  issuer: baseOktaURL,
  scopes: ['openid', 'profile', 'email']${options}
});
if (authClient.isLoginRedirect()) {
  authClient.token.parseFromUrl()
    .then(data => {
      const { idToken } = data.tokens;
      const str1 = document.createElement('p');
      str1.innerHTML = \`<b>\${idToken.claims.email}</b> (email)<br /><b>\${idToken.claims.sub}</b> (sub)\`;
      document.getElementById('content-jwt').appendChild(str1);
      window.claims = idToken.claims;
    });
} else {
  authClient.token.getWithRedirect({
    responseType: ['id_token']
  });
}
</script>
<hr /><div id="uxActiveOptions"><b>Functions:</b><br /><button onclick="authClient.signOut();">Close Okta Session</button></div>
</body></html>`;

async function signInAndOut(control, browser, packageName, options) {
  const script = new URL(`node_modules/${packageName}/dist/okta-auth-js.min.js`, import.meta.url);
  const pages = { '/okta-auth-js.min.js': script };
  const server = await servePages(pages);
  const clientId = '0oaauthjs00000000001';
  const org = await createOrg(control, {
    label: 'Auth JS', id: clientId, application_type: 'browser', grant_types: ['authorization_code', 'implicit'],
    redirect_uris: [server.url, `${server.url}/`], post_logout_redirect_uris: [server.url], base_uris: [server.url],
  });
  pages['/'] = guidePage(org.url, clientId, server.url, options);
  try {
    await browser.open(`${server.url}/`);
    await browser.signIn(alice);
    assert.match(await browser.text('#content-jwt p'), /^alice@example\.com \(email\)/);
    const claims = await browser.run('return window.claims');
    assert.equal(claims.iss, org.url);
    assert.equal(claims.aud, clientId);

    // Silently, by okta_post_message from a hidden frame.
    const renewed = await browser.runAsync(
      `const done = arguments[arguments.length - 1];
       authClient.token.getWithoutPrompt({ responseType: ['id_token', 'token'], scopes: ['openid', 'email'] })
         .then(({ tokens }) => done(Object.keys(tokens).sort().join(' ')), error => done(String(error)))`);
    assert.equal(renewed, 'accessToken idToken');
    assert.equal(await browser.runAsync(
      'const done = arguments[arguments.length - 1]; authClient.session.exists().then(done, e => done(String(e)))'), true);

    // Without a stored ID token the SDK closes the session by DELETE, and comes back to be asked for the username.
    await browser.click('#uxActiveOptions button');
    await browser.waitFor('the sign-in page', () => browser.run(
      'return location.origin === arguments[0] && document.querySelector("#identifier") !== null', org.url));
    return claims;
  } finally {
    server.close();
  }
}

export async function oktaAuthJs(control, browser, packageName) {
  const { version } = JSON.parse(await readFile(new URL(`node_modules/${packageName}/package.json`, import.meta.url)));
  const byCode = await signInAndOut(control, browser, packageName, '');
  assert.equal(byCode.given_name, undefined);
  const implicit = await signInAndOut(control, browser, packageName, ', pkce: false');
  assert.equal(implicit.given_name, 'Alice');
  return `okta-auth-js ${version}: the guide's page signed in with PKCE and by the implicit flow, renewed silently, signed out`;
}

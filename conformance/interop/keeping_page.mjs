// A page on @okta/okta-auth-js that signs in, keeps its tokens and tells whose they are. `more`: further settings.
export const keepingPage = (issuer, clientId, origin, more = '') => `<html><head><script src="/okta-auth-js.min.js"></script></head><body><p id="told"></p>
<script>
const tell = text => { document.getElementById("told").innerText = text; };
const authClient = new OktaAuth({
  issuer: "${issuer}", clientId: "${clientId}", redirectUri: "${origin}/", postLogoutRedirectUri: "${origin}/bye",
  scopes: ['openid', 'email', 'offline_access'], ${more}
});
if (location.pathname === "/bye") tell("bye");
else if (authClient.isLoginRedirect())
  authClient.token.parseFromUrl().then(({ tokens }) => {
    authClient.tokenManager.setTokens(tokens);
    tell(tokens.idToken.claims.email);
  }).catch(error => tell(String(error)));
else authClient.token.getWithRedirect();
</script></body></html>`;

// What `promise` in the page comes to.
export const outcome = (browser, promise) => browser.runAsync(
  `const done = arguments[arguments.length - 1];
   Promise.resolve(${promise}).then(done, error => done({ failed: String(error) }))`);

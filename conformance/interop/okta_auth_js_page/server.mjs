// A single-page app on unmodified @okta/okta-auth-js, after the SDK's README: it renews by itself, in a hidden frame, and when
// that fails (the token manager's event "error") it signs in by redirect. For the conformance runner; PORT, ISSUER and CLIENT_ID.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const { PORT, ISSUER, CLIENT_ID } = process.env;
const sdk = await readFile(fileURLToPath(import.meta.resolve('@okta/okta-auth-js')).replace(/okta-auth-js\/.*$/, 'okta-auth-js/dist/okta-auth-js.min.js'));
const settings = JSON.stringify({ issuer: ISSUER, clientId: CLIENT_ID, scopes: ['openid', 'profile', 'email'] });

const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Auth JS</title><script src="/okta-auth-js.min.js"></script></head>
<body><h1>Auth JS</h1><p id="who">nobody</p><script src="/app.js"></script></body></html>`;

const app = `
const auth = new OktaAuth({
  ...${settings},
  redirectUri: location.origin + '/login/callback',
  restoreOriginalUri: async (_, uri) => history.replaceState(null, '', uri ?? '/profile'),
});
const say = (text) => { document.getElementById('who').textContent = text; };
const signIn = () => auth.signInWithRedirect({ originalUri: location.href });

auth.authStateManager.subscribe(({ isAuthenticated, idToken }) =>
  say(isAuthenticated ? idToken.claims.name + ', ' + idToken.claims.email : 'nobody'));
auth.tokenManager.on('error', signIn);

async function begin() {
  if (auth.isLoginRedirect()) await auth.handleLoginRedirect();
  await auth.start();
  if (location.pathname === '/profile' && !(await auth.isAuthenticated())) await signIn();
}
begin().catch((error) => say('not signed in: ' + error.message));
`;

const answers = {
  '/': ['text/html', page],
  '/profile': ['text/html', page],
  '/login/callback': ['text/html', page],
  '/app.js': ['text/javascript', app],
  '/okta-auth-js.min.js': ['text/javascript', sdk],
};
createServer((request, response) => {
  const [type, body] = answers[request.url.split('?')[0]] ?? [];
  if (!body) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
}).listen(Number(PORT), 'localhost');

// A web app as the README of openid-client has it: PKCE, state and nonce in the session, claims from the ID token
// and from userinfo.
import express from 'express';
import session from 'express-session';
import * as oidc from 'openid-client';

const { ISSUER, CLIENT_ID, CLIENT_SECRET, PORT, BASE_URL } = process.env;
const redirectUri = `${BASE_URL}/callback`;

// The provider is plain http on this machine; nothing else is relaxed. CHECK_SIGNATURES=1 turns on what the library
// leaves out by default, since TLS vouches for the token endpoint.
const options = { execute: [oidc.allowInsecureRequests] };
if (process.env.CHECK_SIGNATURES) options.execute.push(oidc.enableNonRepudiationChecks);
const config = await oidc.discovery(new URL(ISSUER), CLIENT_ID, CLIENT_SECRET, undefined, options);

const escaped = (text) => String(text ?? '').replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const page = (title, body) => `<!doctype html><title>${title}</title><h1>${title}</h1>${body}`;

const app = express();
app.disable('x-powered-by');
app.use(session({
  secret: process.env.SESSION_SECRET ?? 'only on this machine',
  resave: false,
  saveUninitialized: false,
  cookie: { httpOnly: true, sameSite: 'lax' },
}));

const localPath = (path) => (/^\/(?![/\\])[^\\\s]*$/.test(path ?? '') ? path : '/profile');

async function beginSignIn(request, response, returnTo) {
  const transaction = {
    codeVerifier: oidc.randomPKCECodeVerifier(), state: oidc.randomState(), nonce: oidc.randomNonce(), returnTo,
  };
  request.session.transaction = transaction;
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile email',
    state: transaction.state,
    nonce: transaction.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(transaction.codeVerifier),
    code_challenge_method: 'S256',
  });
  response.redirect(url.href);
}

async function finishSignIn(request) {
  const { transaction } = request.session;
  if (!transaction) throw new Error('there is no sign-in under way');
  delete request.session.transaction;
  const tokens = await oidc.authorizationCodeGrant(config, new URL(request.originalUrl, BASE_URL), {
    pkceCodeVerifier: transaction.codeVerifier,
    expectedState: transaction.state,
    expectedNonce: transaction.nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
  await new Promise((done, failed) => request.session.regenerate((error) => (error ? failed(error) : done())));
  request.session.user = { sub: claims.sub, name: userinfo.name ?? claims.name, email: userinfo.email ?? claims.email };
  request.session.idToken = tokens.id_token;
  return localPath(transaction.returnTo);
}

app.get('/', (request, response) => response.send(page('Front', '<a href="/login">Sign in</a>')));
app.get('/health', (request, response) => response.send('ok'));
app.get('/login', (request, response) => beginSignIn(request, response, localPath(request.query.return_to)));
app.get('/callback', async (request, response) => response.redirect(await finishSignIn(request)));

app.get('/profile', (request, response) => {
  const { user } = request.session;
  if (!user && request.get('accept')?.includes('application/json')) {
    return response.status(401).set('WWW-Authenticate', 'Session').json({ error: 'sign_in_required' });
  }
  if (!user) return beginSignIn(request, response, request.originalUrl);
  response.set('Cache-Control', 'no-store');
  return response.send(page('Profile', `<p>${escaped(user.sub)}</p><p>${escaped(user.name)}</p><p>${escaped(user.email)}</p>`
    + '<form method="post" action="/logout"><button>Sign out</button></form>'));
});

app.post('/logout', (request, response, next) => {
  const idToken = request.session.idToken;
  request.session.destroy((error) => {
    if (error) return next(error);
    response.clearCookie('connect.sid');
    if (!idToken) return response.redirect('/');
    return response.redirect(oidc.buildEndSessionUrl(config, {
      post_logout_redirect_uri: BASE_URL, id_token_hint: idToken,
    }).href);
  });
});

app.use((error, request, response, next) => {
  if (response.headersSent) return next(error);
  return response.status(400).send(page('Sign-in failed', '<p>Please <a href="/login">try again</a>.</p>'));
});

app.listen(PORT, 'localhost');

// A web app as the README of express-openid-connect has it, with the code flow. SHOW_USERINFO=1 asks userinfo too.
import express from 'express';
import eoc from 'express-openid-connect';

const { auth, requiresAuth } = eoc;
const { ISSUER, CLIENT_ID, CLIENT_SECRET, PORT, BASE_URL } = process.env;

const escaped = (text) => String(text ?? '').replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const page = (title, body) => `<!doctype html><title>${title}</title><h1>${title}</h1>${body}`;

const app = express();
app.disable('x-powered-by');
app.get('/health', (request, response) => response.send('ok'));
app.use(auth({
  issuerBaseURL: ISSUER,
  baseURL: BASE_URL,
  clientID: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  secret: process.env.SESSION_SECRET ?? 'a secret of forty characters, on this machine',
  authRequired: false,
  idpLogout: true,
  authorizationParams: { response_type: 'code', scope: 'openid profile email' },
}));

app.get('/', (request, response) => response.send(page('Front', '<a href="/login">Sign in</a>')));
app.get('/profile', requiresAuth(), async (request, response) => {
  const { sub, name, email } = process.env.SHOW_USERINFO ? await request.oidc.fetchUserInfo() : request.oidc.user;
  response.set('Cache-Control', 'no-store');
  response.send(page('Profile', `<p>${escaped(sub)}</p><p>${escaped(name)}</p><p>${escaped(email)}</p>`));
});
app.use((error, request, response, next) => {
  if (response.headersSent) return next(error);
  return response.status(error.status ?? 500).send(page('Failed', '<p>Please <a href="/login">try again</a>.</p>'));
});

app.listen(PORT, 'localhost');

// The requests of a sign-in: what is asked for at authorize, and what the code, or a refresh token, brings.
import { base64url, randomText, sha256 } from '/bytes.js';
import { Failure, refused } from '/failure.js';
import { checkIdToken } from '/id_token.js';
import { fetchJson } from '/provider.js';

const kKept = 'sign-in under way'; // in this tab's storage

export class Authorization {
  #settings;
  #provider;

  constructor(settings, provider) {
    this.#settings = settings;
    this.#provider = provider;
  }

  // A sign-in of its own: nothing in it is used a second time.
  begin() {
    return { state: randomText(), nonce: randomText(), verifier: randomText() };
  }

  // `more`: further parameters, such as prompt.
  async url(transaction, more = {}) {
    const { authorization_endpoint: endpoint } = await this.#provider.metadata();
    const url = new URL(endpoint);
    const parameters = {
      response_type: 'code', client_id: this.#settings.client_id, redirect_uri: this.#settings.redirect_uri,
      scope: this.#settings.scopes, state: transaction.state, nonce: transaction.nonce,
      code_challenge: base64url(await sha256(transaction.verifier)), code_challenge_method: 'S256', ...more,
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  }

  // The whole page goes to the provider, and comes back to where it is now. `note`: what it says then.
  async leave(more, note = '') {
    const transaction = { ...this.begin(), note, cameFrom: location.pathname + location.search + location.hash };
    const url = await this.url(transaction, more);
    sessionStorage.setItem(kKept, JSON.stringify(transaction));
    location.assign(url);
  }

  // What this tab left with, if the answer is to it; gone with the first answer, whatever that is.
  take(state) {
    const kept = JSON.parse(sessionStorage.getItem(kKept) ?? 'null');
    sessionStorage.removeItem(kKept);
    return kept && kept.state === state ? kept : undefined;
  }

  // `answer`: code, or error, as the provider put it into the address or the message.
  async redeem(answer, transaction, sub) {
    if (answer.error) throw refused(answer);
    if (!answer.code) throw new Failure('wrong', 'The provider sent neither a code nor an error.');
    const grant = { grant_type: 'authorization_code', code: answer.code, code_verifier: transaction.verifier,
      redirect_uri: this.#settings.redirect_uri };
    return this.#ask(grant, { nonce: transaction.nonce, sub });
  }

  async refresh(tokens) {
    const grant = { grant_type: 'refresh_token', refresh_token: tokens.refreshToken, scope: this.#settings.scopes };
    const fresh = await this.#ask(grant, { nonce: tokens.claims.nonce, sub: tokens.claims.sub, renewed: true });
    return { ...fresh, refreshToken: fresh.refreshToken ?? tokens.refreshToken };
  }

  async signOutUrl(tokens) {
    const url = new URL((await this.#provider.metadata()).end_session_endpoint);
    url.searchParams.set('id_token_hint', tokens.idToken);
    url.searchParams.set('post_logout_redirect_uri', this.#settings.post_logout_redirect_uri);
    return url.href;
  }

  async #ask(grant, wanted) {
    const { token_endpoint: endpoint } = await this.#provider.metadata();
    const body = new URLSearchParams({ client_id: this.#settings.client_id, ...grant });
    const asked = Date.now();
    const { status, body: answer } = await fetchJson(endpoint, { method: 'POST', body });
    if (status >= 500 || status === 429) throw new Failure('silent', `The provider answers ${status}.`);
    if (status !== 200 || answer.error) throw refused(answer);
    if (!answer.id_token || !answer.access_token) throw new Failure('wrong', 'The provider sent no tokens.');
    const claims = await checkIdToken(answer.id_token, answer.access_token,
      { issuer: this.#settings.issuer, clientId: this.#settings.client_id, now: Date.now() / 1000, ...wanted },
      this.#provider);
    const lifetime = (answer.expires_in ?? 3600) * 1000;
    return { claims, idToken: answer.id_token, accessToken: answer.access_token, refreshToken: answer.refresh_token,
      lifetime, goodUntil: asked + lifetime };
  }
}

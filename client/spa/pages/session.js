// Who is signed in: tokens in this page's memory and nowhere else, renewed before they run out.
import { Failure } from '/failure.js';
import { askInFrame } from '/frame.js';
import { safeguards } from '/safeguards.js';

const kWentAt = 'went to the provider to renew at';
const kAhead = 30_000; // milliseconds before a token runs out
const kAgain = 10_000; // after the provider did not answer

export class Session {
  #authorization;
  #provider;
  #patience;
  #changed;
  #timer;
  #underWay;
  #others = new BroadcastChannel('sign-out');

  tokens; // none: nobody is signed in
  renewals = 0;
  note = '';

  // `changed` is called whenever what is shown has to be shown anew, with a failure where the sign-in ended by one.
  constructor(authorization, provider, patience, changed) {
    this.#authorization = authorization;
    this.#provider = provider;
    this.#patience = patience;
    this.#changed = changed;
    this.#others.onmessage = () => this.#end(new Failure('signed out', ''));
  }

  begin(tokens) {
    this.tokens = tokens;
    this.#renewIn(tokens.lifetime - Math.min(kAhead, tokens.lifetime / 4));
    this.#changed();
  }

  // Of all tabs. Where the page has to go now, so that the provider ends its session too.
  async signOut() {
    const url = await this.#authorization.signOutUrl(this.tokens);
    this.#others.postMessage('');
    this.#forget();
    return url;
  }

  // One at a time, however many ask.
  renew() {
    return (this.#underWay ??= this.#renewOnce().finally(() => (this.#underWay = undefined)));
  }

  #forget() {
    clearTimeout(this.#timer);
    this.tokens = undefined;
    this.note = '';
  }

  // Told, and no more: who begins anew by himself in the moment of a sign-out is signed in again.
  #end(failure) {
    if (!this.tokens) return;
    this.#forget();
    this.#changed(failure);
  }

  #renewIn(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.renew(), Math.max(milliseconds, 0));
  }

  async #renewOnce() {
    const { tokens } = this;
    try {
      const fresh = await (tokens.refreshToken ? this.#authorization.refresh(tokens) : this.#renewInFrame(tokens));
      if (this.tokens !== tokens) return; // signed out meanwhile
      this.renewals += 1;
      this.note = tokens.refreshToken ? 'Renewed with a refresh token.' : 'Renewed in a hidden frame.';
      this.begin(fresh);
    } catch (failure) {
      if (this.tokens === tokens) await this.#afterFailure(failure);
    }
  }

  async #renewInFrame({ claims }) {
    const transaction = this.#authorization.begin();
    const url = await this.#authorization.url(transaction, { prompt: 'none', response_mode: 'okta_post_message' });
    const answer = await askInFrame(url, transaction.state, this.#patience);
    return this.#authorization.redeem(answer, transaction, claims.sub);
  }

  // Nobody is sent to a provider that is away, and what must not be believed ends the sign-in.
  async #afterFailure(failure) {
    if (failure.kind === 'wrong') return this.#end(failure);
    const there = failure.kind !== 'silent' && (await this.#provider.ask().then(() => true, () => false));
    if (!there) return Date.now() < this.tokens.goodUntil ? this.#renewIn(kAgain) : this.#end(failure);
    const now = Date.now();
    const wentAt = Number(sessionStorage.getItem(kWentAt) ?? 0);
    const then = safeguards.afterFailedRenewal({ now, wentAt });
    if (then === 'ask') return this.#end(failure);
    if (then !== 'go') return;
    sessionStorage.setItem(kWentAt, String(now));
    await this.#authorization.leave(safeguards.parametersOfGoing, 'Renewed by a visit to the provider.');
  }
}

// What the provider says of itself: metadata and keys (OpenID Connect Discovery 1.0).
import { Failure } from '/failure.js';

// Never with cookies: nothing here depends on who is signed in there.
export async function fetchJson(url, options = {}) {
  let answer;
  try {
    answer = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', ...options });
    return { status: answer.status, body: await answer.json() };
  } catch {
    throw new Failure('silent', answer ? `${url} answers ${answer.status} without JSON` : `${url} cannot be reached from here`);
  }
}

async function fetchGood(url) {
  const { status, body } = await fetchJson(url, { cache: 'no-cache' });
  if (status !== 200) throw new Failure('silent', `${url} answers ${status}`);
  return body;
}

export class Provider {
  #settings;
  #metadata;
  #keys = [];

  constructor(settings) {
    this.#settings = settings;
  }

  async metadata() {
    return (this.#metadata ??= await this.ask());
  }

  // Anew, to see whether it is there at all.
  async ask() {
    const { issuer } = this.#settings;
    const metadata = await fetchGood(`${issuer}/.well-known/openid-configuration`);
    if (metadata.issuer !== issuer) throw new Failure('wrong', `${issuer} calls itself ${metadata.issuer}`);
    return metadata;
  }

  // Fetched once more for a key that is not known: providers change theirs.
  async key(id) {
    const known = () => this.#keys.find((key) => key.kid === id && key.kty === 'RSA' && (key.use ?? 'sig') === 'sig');
    if (!known()) this.#keys = (await fetchGood((await this.metadata()).jwks_uri)).keys ?? [];
    return known();
  }
}

// What is decided when tokens cannot be renewed unseen. Right as it stands; nobody but client/breakable changes it, to
// show that a test of it can fail.

const kOnceIn = 60_000; // milliseconds

export const safeguards = {
  // Browsers that keep the provider's cookies from a frame never let it renew anything: then the whole page goes there,
  // where the cookies are its own. Just after that it would be a loop, so then the person is asked.
  afterFailedRenewal: ({ now, wentAt }) => (now - wentAt < kOnceIn ? 'ask' : 'go'),
  // Whoever goes there may have to sign in again, and must be able to: no prompt=none.
  parametersOfGoing: {},
  // A refusal is told. To begin anew by oneself brings the same refusal.
  afterRefusal: 'tell',
};

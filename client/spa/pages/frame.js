// The provider's answer to prompt=none, in a frame that nobody sees, by Okta's response mode okta_post_message.
import { Failure } from '/failure.js';

// The parameters of the answer. Anybody may post a message to this window: only the frame's own, from the provider,
// to this very request, is one.
export function askInFrame(url, state, patience) {
  return new Promise((resolve, reject) => {
    const frame = document.createElement('iframe');
    const done = () => {
      clearTimeout(timer);
      removeEventListener('message', hear);
      frame.remove();
    };
    const hear = (event) => {
      if (event.source !== frame.contentWindow || event.origin !== new URL(url).origin) return;
      if (event.data?.state !== state) return;
      done();
      resolve(event.data);
    };
    const timer = setTimeout(() => {
      done();
      reject(new Failure('refused', 'The provider did not answer in the frame.'));
    }, patience);
    addEventListener('message', hear);
    frame.hidden = true;
    frame.title = 'Renewal of the sign-in';
    frame.sandbox = 'allow-scripts allow-same-origin'; // and no way for it to lead this page elsewhere
    frame.src = url;
    document.body.append(frame);
  });
}

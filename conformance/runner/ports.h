#pragma once
// Ports of this machine.

namespace conformance {

// Binds `handle` to 127.0.0.1; `port` 0: any. The port it got, or 0.
int bind_loopback(int handle, int port);
// A port that nobody listens on just now, neither on 127.0.0.1 nor on ::1; below those that the system hands
// out by itself, so that nobody is given it before it is used. Throws CannotRun.
int free_port();
// Somebody takes connections there, on 127.0.0.1 or ::1.
bool somebody_listens_on(int port);

}  // namespace conformance

/// Who may reach which page: the filter in front of everything that is not the API, signing in and out, and the set-up code of a lost postmaster.
///
/// **Invariants.** Three steps, in this order: the client's address against the list of networks that may reach the web, the access token, the role that the path asks for. A form of somebody
/// who is signed in changes something only with a token that this session gave out for this path. A password is taken over TLS or from loopback only. Every answer carries the headers that keep
/// scripts, frames and referrers of others out.
///
/// **Threads.** The server's request threads. Delays after wrong passwords are sat out by a bounded number of them; who comes beyond that is sent away at once.
///
/// **Diagnostics.** A refused address is `event=web-refused` at INFO, a wrong sign-in `event=web-sign-in-denied`, a form without its token `event=web-form-forged`; none names more than the address and the path. While the house
/// is not open, other machines get 503.
package org.posthouse.web.auth;

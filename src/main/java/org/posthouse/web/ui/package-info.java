/// The HTML face: the frame around every page, the one servlet that shows and takes all forms, and what other pages are made with.
///
/// **Invariants.** Pages are whole without scripts. Everything that comes from people is escaped by the templates. A page is rendered completely before its first octet is sent, so that a
/// failure never shows half of one. Only POST changes anything. Nothing is compressed that holds both a secret and what somebody sent (the form tokens), so that lengths tell nothing.
///
/// **Threads.** The server's request threads; templates and texts are shared and immutable.
///
/// **Diagnostics.** What cannot be is shown at its field with 422 and everything typed; 403 for what is not theirs, 404, 409 for what somebody else changed meanwhile; 500 with one ERROR line is our
/// bug. `Server-Timing` tells the milliseconds of each page.
package org.posthouse.web.ui;

/// Pages of administrators that are more than a form: lists to search, and what happened.
///
/// **Invariants.** They read only; what changes something is a form or a POST that the form engine applies. A domain administrator sees the accounts, changes and domains that are theirs. Lists are
/// bounded: 50 a page.
///
/// **Threads.** The server's request threads.
///
/// **Diagnostics.** As [PageServlet][org.posthouse.web.ui.PageServlet] has them.
package org.posthouse.web.admin;

/// Pages of the people whose mail is here, and of strangers: the front page, setting up a new house, and what people see of their own account beyond its forms.
///
/// **Invariants.** Somebody sees their own account and nobody else's. Setting up works with the one-time code alone, and only while nobody can sign in as postmaster.
///
/// **Threads.** The server's request threads.
///
/// **Diagnostics.** As [PageServlet][org.posthouse.web.ui.PageServlet] has them; a wrong set-up code is counted and delayed like a wrong password.
package org.posthouse.web.user;

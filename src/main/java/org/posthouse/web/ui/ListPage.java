package org.posthouse.web.ui;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Set;

/// Pages of mailing lists, below `/lists/<address>/`: a CDI bean, which [ListsServlet] finds by the word behind the address.
public interface ListPage {
    /// Words behind the address; the empty one takes whatever no other bean takes.
    Set<String> words();

    /// Also for HEAD. Whoever may not see it is refused here: only `admin` and `me` have been asked to sign in before.
    void get(ListVisit visit) throws IOException, ServletException;

    /// Below `admin` and `me` the form has been made by a page of this session for this path; elsewhere strangers may have sent it.
    default void post(ListVisit visit) throws IOException, ServletException { visit.refuse(405); }
}

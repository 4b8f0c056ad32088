package org.posthouse.web.ui;

import java.util.List;
import org.posthouse.form.Subject;
import org.posthouse.text.Texts;

/// What stands at the left of some pages in front of what is always there. A CDI bean.
public interface Aside {
    /// @param path of the page; none for pages that it knows nothing of
    List<Screen.Group> of(Subject subject, String path, Texts texts);
}

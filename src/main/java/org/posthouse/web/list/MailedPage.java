package org.posthouse.web.list;

import java.util.List;

/// A page that a mailed link leads to: a question with its buttons, or what came of it.
///
/// @param text    set as it is, line by line; empty for none
/// @param path    where the buttons send to
/// @param buttons none when nothing is asked
/// @param explain label of the field for a reason; empty for none
/// @param more    where else to go, and its label
public record MailedPage(String title, String lead, String text, String path, List<Button> buttons, String explain, String more, String label) {
    public record Button(String name, String value, String label) { }

    static MailedPage said(String title, String lead, String text, String more, String label) { return new MailedPage(title, lead, text, "", List.of(), "", more, label); }
}

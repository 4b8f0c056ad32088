package org.posthouse.web.ui;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.posthouse.form.Subject;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

/// What every template knows: the language, who looks, and the frame around the page.
///
/// @param path    of the page, for the language links and what is marked in the navigation
/// @param groups  of the navigation; none for strangers
/// @param forgery the anti-forgery token for a form that is sent to a path
/// @param change  number of a change just made here, 0 for none
/// @param undoable that change can be taken back
public record Screen(Texts texts, Optional<Subject> subject, String path, List<Group> groups, UnaryOperator<String> forgery, long change, boolean undoable) {
    /// A group of the navigation; the first has no title.
    public record Group(String title, List<Link> links) { }

    /// @param count shown beside it, 0 for none
    public record Link(String path, String title, boolean here, long count) { }

    /// A text of the frame.
    public String frame(String key, Object... arguments) { return texts.get("frame", key, arguments); }

    public String get(String bundle, String key, Object... arguments) { return texts.get(bundle, key, arguments); }

    public String time(Instant instant) { return texts.time(instant, subject.map(Subject::zone).orElse(java.time.ZoneOffset.UTC)); }

    public boolean administers() { return subject.isPresent() && subject.get().isAdministrator(); }

    /// Where the button goes that ends the visit; a guest's is of the lists' pages alone.
    public String out() { return subject.filter(Subject::isGuest).isPresent() ? "/lists/mine" : "/sign-out"; }

    public List<Language> languages() { return List.of(Language.values()); }

    /// On the side of administrators.
    public boolean admin() { return path.startsWith("/admin"); }
}

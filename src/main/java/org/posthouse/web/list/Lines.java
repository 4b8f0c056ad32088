package org.posthouse.web.list;

import org.posthouse.list.ListEntry;
import org.posthouse.web.ui.ListVisit;

/// Lists as overviews show them.
public final class Lines {
    private static final int MOST_ABOUT = 240;

    private Lines() { }

    /// @param members  how many there are; -1 where that is not said
    /// @param standing key of a text: what the one who looks is to it
    public record Line(long id, String address, String title, String about, long members, String standing, String info, String archive, String admin) { }

    /// The words that people know it by.
    public static String title(ListEntry list) { return list.plan().title().isBlank() ? list.name() : list.plan().title(); }

    static Line of(ListEntry list, long members, String standing) {
        var about = list.plan().about().strip().lines().findFirst().orElse("");
        return new Line(list.id(), list.address().toString(), title(list), about.length() > MOST_ABOUT ? about.substring(0, MOST_ABOUT) + "…" : about, members, standing, ListVisit.path(list, "info"), ListVisit.path(list, ""), ListVisit.path(list, "admin/"));
    }

    static boolean fits(ListEntry list, String query) {
        var wanted = query.strip().toLowerCase(java.util.Locale.ROOT);
        return wanted.isEmpty() || (list.address() + " " + String.join(" ", list.names()) + " " + list.plan().title() + " " + list.plan().about()).toLowerCase(java.util.Locale.ROOT).contains(wanted);
    }
}

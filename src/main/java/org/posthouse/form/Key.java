package org.posthouse.form;

import org.posthouse.domain.Rejected;

/// Which of the things a form is about; empty for the only one.
public record Key(String text) {
    public static final Key NONE = new Key("");

    public static Key of(long id) { return new Key(Long.toString(id)); }

    public boolean isNone() { return text.isEmpty(); }

    /// @throws Rejected ABSENT when it is no id
    public long id() {
        if (!text.matches("\\d{1,18}")) throw Rejected.absent("key", "there is no such thing");
        return Long.parseLong(text);
    }
}

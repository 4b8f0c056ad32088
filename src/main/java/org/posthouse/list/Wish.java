package org.posthouse.list;

import java.util.Optional;
import org.posthouse.mime.Address;

/// Somebody would like to be on a list.
///
/// @param name     empty when nobody said
/// @param language of letters, a tag; empty for the account's or the list's
/// @param state    to begin with; empty for what the list says
public record Wish(Address address, String name, String language, Optional<Member.State> state) {
    private static final int MOST_NAME = 200;

    public Wish {
        var line = name.replaceAll("[\\p{Cc}\\s]+", " ").strip();
        name = line.length() > MOST_NAME ? line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, MOST_NAME) - 1)) : line;
        if (state.filter(wanted -> !wanted.belongs()).isPresent()) throw new IllegalArgumentException("nobody joins to have left");
    }

    public static Wish of(Address address) { return new Wish(address, "", "", Optional.empty()); }
}

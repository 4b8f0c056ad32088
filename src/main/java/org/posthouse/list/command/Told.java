package org.posthouse.list.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthouse.list.ListRole;
import org.posthouse.list.Lists;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;

/// Commands that wait for whoever sent them, as a token keeps them: lines, none of which has a line end in it.
///
/// @param list   0 at list.manager
record Told(ListRole role, long list, long domain, Address from, List<String> lines) {
    static Told of(Commands.Context context, Address from, List<String> lines) { return new Told(context.role(), context.list().map(list -> list.id()).orElse(0L), context.domain(), from, lines); }

    static Optional<Told> read(String text) {
        var lines = text.lines().toList();
        return Addresses.read(lines.get(3)).map(from -> new Told(ListRole.valueOf(lines.get(0)), Long.parseLong(lines.get(1)), Long.parseLong(lines.get(2)), from, lines.subList(4, lines.size())));
    }

    String text() {
        var all = new ArrayList<>(List.of(role.name(), Long.toString(list), Long.toString(domain), from.toString()));
        all.addAll(lines);
        return String.join("\n", all);
    }

    /// Empty when the list is gone.
    Optional<Commands.Context> context(Lists lists) {
        var entry = list == 0 ? Optional.<org.posthouse.list.ListEntry>empty() : lists.now().find(list);
        return list != 0 && entry.isEmpty() ? Optional.empty() : Optional.of(new Commands.Context(entry, domain, role));
    }
}

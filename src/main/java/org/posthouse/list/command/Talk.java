package org.posthouse.list.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.posthouse.list.ListEntry;
import org.posthouse.list.Standing;
import org.posthouse.list.archive.Article;
import org.posthouse.mime.Address;
import org.posthouse.text.Texts;

/// One mail with commands while they are done: where they were sent, who speaks, and what has come of those before. Of one thread.
final class Talk {
    /// How often one mail of an address of which nobody knows whether it asked reads the same.
    private static final int MOST_READINGS = 2;
    private static final String TEXTS = "list-command";

    final Commands.Context context;
    final Speaker speaker;
    final Texts texts;
    /// Where words without an @ look for a list.
    final String domain;
    /// Lines that are done once the sender has confirmed them.
    final List<String> waiting = new ArrayList<>();
    /// That were asked for.
    final Map<ListEntry, List<Article>> articles = new LinkedHashMap<>();
    /// What the speaker is to lists that were named.
    final Map<Long, Standing> standings = new HashMap<>();
    /// There is one line, and it is understood: what it asks is asked by a letter of its own.
    boolean alone;
    /// Articles may go to this address, asked once for all of a mail.
    Optional<Boolean> parcels = Optional.empty();
    /// Octets of [#articles].
    long parcelled;
    /// Addresses of others, so far.
    int others;
    private final Map<String, Integer> readings = new HashMap<>();
    private ListEntry about;

    Talk(Commands.Context context, Speaker speaker, Texts texts, String domain) {
        this.context = context;
        this.speaker = speaker;
        this.texts = texts;
        this.domain = domain;
    }

    boolean isSpeaker(Address address) { return address.key().equals(speaker.address().key()); }

    /// The list of the first line that waits.
    Optional<ListEntry> about() { return Optional.ofNullable(about); }

    /// Until the sender has confirmed it.
    String later(ListEntry list, String line) {
        if (about == null) about = list;
        waiting.add(line);
        return say("waits");
    }

    /// @throws Failed when nobody knows who asks, and this is asked again and again
    void reads(Command command, String list) {
        if (!speaker.sure() && readings.merge(command.getClass().getSimpleName() + " " + list.toLowerCase(Locale.ROOT), 1, Integer::sum) > MOST_READINGS) throw new Failed(say("too-many-readings", MOST_READINGS));
    }

    static String succeeded(String said) { return said.isEmpty() ? "Succeeded" : "Succeeded\n" + said; }

    String say(String key, Object... arguments) { return texts.get(TEXTS, key, arguments); }
}

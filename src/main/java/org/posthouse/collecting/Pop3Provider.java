package org.posthouse.collecting;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.posthouse.wire.OctetSink;

/// A provider that speaks POP3 (RFC 1939). What is removed goes at QUIT (§6), so a session that breaks off has removed nothing.
final class Pop3Provider implements Provider {
    private final Talk talk;

    private Pop3Provider(Talk talk) { this.talk = talk; }

    /// @param upgrade TLS after STLS; null for none
    static Pop3Provider open(Talk talk, Dial.Upgrade upgrade, String login, String password) throws IOException {
        var provider = new Pop3Provider(talk);
        provider.good(talk.hear(), CollectRun.Outcome.BROKE_OFF);
        if (upgrade != null) {
            provider.command("STLS", CollectRun.Outcome.NO_TLS);                         // RFC 2595 §4
            upgrade.now();
        }
        provider.command("USER " + word(login), CollectRun.Outcome.NO_LOGIN);
        provider.command("PASS " + word(password), CollectRun.Outcome.NO_LOGIN);
        return provider;
    }

    private static String word(String text) throws Trouble {
        if (text.chars().anyMatch(Character::isISOControl)) throw new Trouble(CollectRun.Outcome.NO_LOGIN, "the name or the password holds a control character");
        return text;
    }

    private String command(String line, CollectRun.Outcome otherwise) throws IOException {
        talk.say(line);
        return good(talk.hear(), otherwise);
    }

    private String good(String answer, CollectRun.Outcome otherwise) throws Trouble {
        if (answer.regionMatches(true, 0, "+OK", 0, 3)) return answer;
        var said = answer.toUpperCase(Locale.ROOT);
        boolean later = said.contains("[IN-USE]") || said.contains("[LOGIN-DELAY]") || said.contains("[SYS/TEMP]");      // RFC 2449 §8.1, RFC 3206 §4
        throw new Trouble(later ? CollectRun.Outcome.BUSY : otherwise, answer);
    }

    @Override public List<Item> list() throws IOException {
        var sizes = table("LIST", CollectRun.Outcome.BROKE_OFF);
        var names = table("UIDL", CollectRun.Outcome.NO_NAMES);
        var items = new ArrayList<Item>();
        for (var name : names.entrySet()) {
            var size = sizes.getOrDefault(name.getKey(), "0");
            if (!name.getValue().matches("[!-~]{1,250}")) throw new Trouble(CollectRun.Outcome.NO_NAMES, name.getKey() + " " + name.getValue());
            items.add(new Item(name.getValue(), name.getKey(), size.matches("\\d{1,18}") ? Long.parseLong(size) : 0));
        }
        return items;
    }

    private Map<String, String> table(String command, CollectRun.Outcome otherwise) throws IOException {
        command(command, otherwise);
        var rows = new LinkedHashMap<String, String>();
        for (var line = talk.hear(); !line.equals("."); line = talk.hear()) {
            var words = line.split(" +", 3);
            if (words.length < 2 || !words[0].matches("\\d{1,9}")) throw new Trouble(CollectRun.Outcome.BROKE_OFF, line);
            rows.put(words[0], words[1]);
            if (rows.size() > MOST_LISTED) throw new Trouble(CollectRun.Outcome.BROKE_OFF, "more than " + MOST_LISTED + " messages");
        }
        return rows;
    }

    @Override public void fetch(Item item, OctetSink into) throws IOException {
        command("RETR " + item.handle(), CollectRun.Outcome.BROKE_OFF);
        talk.wire().readDotted(into);
    }

    @Override public void remove(List<Item> items) throws IOException {
        for (var item : items) command("DELE " + item.handle(), CollectRun.Outcome.BROKE_OFF);
        command("QUIT", CollectRun.Outcome.BROKE_OFF);
    }

    @Override public void cut() { talk.wire().cut(); }

    @Override public void close() { talk.wire().close(); }
}

package org.posthouse.collecting;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.posthouse.wire.OctetSink;

/// A provider that speaks IMAP (RFC 9051 or RFC 3501). A message's name is the folder's UIDVALIDITY with its UID, which together are never used again (RFC 9051 §2.3.1.1).
final class ImapProvider implements Provider {
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d{1,18})\\+?}$");
    private static final Pattern UID = Pattern.compile("[( ]UID (\\d{1,10})[ )]"), SIZE = Pattern.compile("[( ]RFC822\\.SIZE (\\d{1,18})[ )]"), VALIDITY = Pattern.compile("\\[UIDVALIDITY (\\d{1,10})]");
    private static final Pattern BODY = Pattern.compile("\\bBODY\\[] ?(NIL|\"((?:[^\"\\\\]|\\\\.)*)\")", Pattern.CASE_INSENSITIVE);
    private static final long MOST_DROPPED = 1 << 20;
    private static final int AT_ONCE = 200;
    private static final int MOST_LINES = 4 * MOST_LISTED;

    private final Talk talk;
    private String abilities = "";
    private String validity = "0";
    private int tags;

    private ImapProvider(Talk talk) { this.talk = talk; }

    /// @param upgrade TLS after STARTTLS; null for none
    static ImapProvider open(Talk talk, Dial.Upgrade upgrade, String login, String password, String folder) throws IOException {
        var provider = new ImapProvider(talk);
        var greeting = talk.hear();
        if (!greeting.regionMatches(true, 0, "* OK", 0, 4)) throw new Trouble(CollectRun.Outcome.BUSY, greeting);
        if (upgrade != null) {
            provider.command("STARTTLS", CollectRun.Outcome.NO_TLS, _ -> { });
            upgrade.now();
        }
        provider.command("CAPABILITY", CollectRun.Outcome.BROKE_OFF, provider::capabilities);
        provider.signIn(login, password);
        provider.command("CAPABILITY", CollectRun.Outcome.BROKE_OFF, provider::capabilities);       // more may be known to who signed in
        provider.command("SELECT " + quoted(folderName(folder)), CollectRun.Outcome.NO_FOLDER, provider::selected);
        return provider;
    }

    private void capabilities(String line) {
        if (line.regionMatches(true, 0, "* CAPABILITY ", 0, 13)) abilities = line.substring(12).toUpperCase(Locale.ROOT) + " ";
    }

    private void selected(String line) {
        var found = VALIDITY.matcher(line);
        if (found.find()) validity = found.group(1);
    }

    private void signIn(String login, String password) throws IOException {
        boolean plain = (login + password).chars().allMatch(c -> c >= ' ' && c < 127);
        if (plain && !abilities.contains(" LOGINDISABLED ")) {
            command("LOGIN " + quoted(login) + " " + quoted(password), CollectRun.Outcome.NO_LOGIN, _ -> { });
            return;
        }
        var response = Base64.getEncoder().encodeToString(("\0" + login + "\0" + password).getBytes(StandardCharsets.UTF_8));       // RFC 4616 §2
        var tag = "a" + ++tags;
        talk.say(tag + " AUTHENTICATE PLAIN");
        var asked = talk.hear();
        if (!asked.startsWith("+")) throw new Trouble(CollectRun.Outcome.NO_LOGIN, asked);
        talk.say(response);
        answer(tag, CollectRun.Outcome.NO_LOGIN, _ -> { });
    }

    private void command(String line, CollectRun.Outcome otherwise, Consumer<String> untagged) throws IOException {
        var tag = "a" + ++tags;
        talk.say(tag + " " + line);
        answer(tag, otherwise, untagged);
    }

    /// Reads up to the tagged answer. Literals that nobody asked for are read and dropped.
    private void answer(String tag, CollectRun.Outcome otherwise, Consumer<String> untagged) throws IOException {
        for (int lines = 0; lines < MOST_LINES; lines++) {
            var line = talk.hear();
            if (line.startsWith(tag + " ")) {
                tagged(line.substring(tag.length() + 1), otherwise);
                return;
            }
            var literal = LITERAL.matcher(line);
            if (literal.find()) drop(literal);
            untagged.accept(line);
        }
        throw new Trouble(CollectRun.Outcome.BROKE_OFF, "an endless answer");
    }

    private static void tagged(String status, CollectRun.Outcome otherwise) throws Trouble {
        if (status.regionMatches(true, 0, "OK", 0, 2)) return;
        boolean later = status.contains("[UNAVAILABLE]") || status.contains("[INUSE]") || status.contains("[LIMIT]");        // RFC 5530 §3
        throw new Trouble(later ? CollectRun.Outcome.BUSY : otherwise, status);
    }

    private void drop(Matcher literal) throws IOException {
        long octets = Long.parseLong(literal.group(1));
        if (octets > MOST_DROPPED) throw new Trouble(CollectRun.Outcome.BROKE_OFF, "a literal of " + octets + " octets that nobody asked for");
        talk.wire().readCounted(octets, (_, _, _) -> { });
    }

    @Override public List<Item> list() throws IOException {
        var items = new ArrayList<Item>();
        command("UID FETCH 1:* (UID RFC822.SIZE FLAGS)", CollectRun.Outcome.BROKE_OFF, line -> {
            var uid = UID.matcher(line);
            var size = SIZE.matcher(line);
            boolean going = line.toUpperCase(Locale.ROOT).contains("\\DELETED");
            if (uid.find() && !going && items.size() < MOST_LISTED) items.add(new Item(validity + "." + uid.group(1), uid.group(1), size.find() ? Long.parseLong(size.group(1)) : 0));
        });
        return items;
    }

    @Override public void fetch(Item item, OctetSink into) throws IOException {
        var tag = "a" + ++tags;
        talk.say(tag + " UID FETCH " + item.handle() + " (BODY.PEEK[])");
        boolean came = false;
        for (int lines = 0; lines < MOST_LINES; lines++) {
            var line = talk.hear();
            if (line.startsWith(tag + " ")) {
                tagged(line.substring(tag.length() + 1), CollectRun.Outcome.BROKE_OFF);
                if (!came) throw new Gone();
                return;
            }
            var literal = LITERAL.matcher(line);
            boolean body = line.toUpperCase(Locale.ROOT).contains("BODY[]");
            if (literal.find()) {
                if (body && !came) talk.wire().readCounted(Long.parseLong(literal.group(1)), into);
                else drop(literal);
                came |= body;
            } else if (body && !came) came = small(line, into);
        }
        throw new Trouble(CollectRun.Outcome.BROKE_OFF, "an endless answer");
    }

    /// A message of one line may come in quotes.
    private static boolean small(String line, OctetSink into) throws IOException {
        var body = BODY.matcher(line);
        if (!body.find() || body.group(2) == null) return false;
        var octets = body.group(2).replaceAll("\\\\(.)", "$1").getBytes(StandardCharsets.UTF_8);
        into.write(octets, 0, octets.length);
        return true;
    }

    /// Somebody else has removed it since it was listed.
    static final class Gone extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @Override public void remove(List<Item> items) throws IOException {
        boolean exactly = abilities.contains(" UIDPLUS ") || abilities.contains(" IMAP4REV2 ");      // RFC 4315 §2.1
        for (int from = 0; from < items.size(); from += AT_ONCE) {
            var uids = items.subList(from, Math.min(from + AT_ONCE, items.size())).stream().map(Item::handle).collect(Collectors.joining(","));
            command("UID STORE " + uids + " +FLAGS.SILENT (\\Deleted)", CollectRun.Outcome.BROKE_OFF, _ -> { });
            if (exactly) command("UID EXPUNGE " + uids, CollectRun.Outcome.BROKE_OFF, _ -> { });
        }
        if (!exactly && !items.isEmpty()) command("EXPUNGE", CollectRun.Outcome.BROKE_OFF, _ -> { });
        command("LOGOUT", CollectRun.Outcome.BROKE_OFF, _ -> { });
    }

    @Override public void cut() { talk.wire().cut(); }

    @Override public void close() { talk.wire().close(); }

    private static String quoted(String text) throws Trouble {
        if (text.chars().anyMatch(Character::isISOControl)) throw new Trouble(CollectRun.Outcome.NO_LOGIN, "the name or the password holds a control character");
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /// Names of folders are written in a UTF-7 of their own (RFC 3501 §5.1.3).
    static String folderName(String name) {
        var encoded = new StringBuilder();
        var foreign = new StringBuilder();
        for (char c : (name + "\0").toCharArray()) {
            if (c >= ' ' && c < 127 || c == 0) {
                if (!foreign.isEmpty()) encoded.append('&').append(Base64.getEncoder().withoutPadding().encodeToString(foreign.toString().getBytes(StandardCharsets.UTF_16BE)).replace('/', ',')).append('-');
                foreign.setLength(0);
                encoded.append(c == '&' ? "&-" : c == 0 ? "" : Character.toString(c));
            } else foreign.append(c);
        }
        return encoded.toString();
    }
}

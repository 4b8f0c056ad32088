package org.posthouse.list.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.posthouse.list.Digesting.Format;
import org.posthouse.list.Member.State;
import org.posthouse.list.Moderator;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;

/// Reads a line in either idiom: `# off`, and words such as `set mode digest`. What somebody says in a sentence that happens to begin with such a word is none.
final class Grammar {
    private static final Pattern TOKEN = Pattern.compile("[a-z2-7]{26}");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}.'’\\- ]{1,100}");
    /// As long as a member's may be.
    private static final int MOST_NAME = 200;
    private static final Pattern LIST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,47}(?:@[A-Za-z0-9.-]{1,253})?");

    /// @param lists names and addresses of lists that may be meant, in lower case; a word that is none of them is no list's name
    /// @param named at list.manager, where a list has to be named
    record Place(java.util.function.Predicate<String> lists, boolean named) { }

    private final Place place;

    Grammar(Place place) { this.place = place; }

    /// @param line folded, without blanks around it
    Optional<Command> read(String line) {
        boolean hash = line.startsWith("#");
        var words = new ArrayList<>(List.of((hash ? line.substring(1).strip() : line).split(" ")));
        if (words.getFirst().isEmpty()) return Optional.empty();
        var verb = words.removeFirst().toLowerCase(Locale.ROOT);
        return switch (verb) {
            case "help" -> only(words).map(Command.Help::new);
            case "info", "guide" -> only(words).map(Command.Info::new);
            case "lists" -> words.isEmpty() ? Optional.of(new Command.Lists()) : Optional.empty();
            case "list" -> words.isEmpty() ? Optional.of(new Command.Lists()) : only(words).map(Command.Info::new);
            case "which" -> words.isEmpty() ? Optional.of(new Command.Which()) : Optional.empty();
            case "who", "member", "members", "review" -> only(words).map(Command.Who::new);
            case "stat", "status" -> only(words).map(Command.Stat::new);
            case "end", "quit", "exit", "bye" -> words.isEmpty() ? Optional.of(new Command.End()) : Optional.empty();
            case "on" -> only(words).map(list -> new Command.Set(list, State.ON, Optional.empty()));
            case "off" -> only(words).map(list -> new Command.Set(list, State.OFF, Optional.empty()));
            case "digest", "set" -> set(verb, words);
            case "summary", "index" -> ranged(words).map(found -> new Command.Summary(found.list, found.range));
            case "get", "mget", "send" -> words.isEmpty() ? Optional.empty() : ranged(words).map(found -> new Command.Get(found.list, found.range));
            case "subscribe", "join" -> subscribe(words);
            case "unsubscribe", "signoff", "leave" -> unsubscribe(words);
            case "add" -> somebody(words).map(one -> new Command.Add(one.list, one.address, one.name));
            case "delete", "remove" -> somebody(words).filter(one -> one.name.isEmpty()).map(one -> new Command.Delete(one.list, one.address));
            case "held", "waiting" -> only(words).map(Command.Waiting::new);
            case "approve", "trust", "reject", "discard" -> decide(Moderator.Word.valueOf(verb.toUpperCase(Locale.ROOT)), words);
            case "confirm" -> words.size() == 1 && TOKEN.matcher(words.getFirst().toLowerCase(Locale.ROOT)).matches() ? Optional.of(new Command.Confirm(words.getFirst().toLowerCase(Locale.ROOT))) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /// A subject such as `Welcome (confirm abc…)`, of an answer to a letter whose address had no room for the token.
    static Optional<Command> inSubject(String subject) {
        var found = Pattern.compile("\\(confirm ([a-z2-7]{26})\\)", Pattern.CASE_INSENSITIVE).matcher(subject);
        return found.find() ? Optional.of(new Command.Confirm(found.group(1).toLowerCase(Locale.ROOT))) : Optional.empty();
    }

    /// Nothing but a list's name, or nothing.
    private Optional<String> only(List<String> words) {
        if (words.isEmpty()) return Optional.of("");
        return words.size() == 1 && isList(words.getFirst()) ? Optional.of(words.getFirst()) : Optional.empty();
    }

    /// At list.manager whatever looks like a name is one, so that a mistake can be told.
    private boolean isList(String word) { return LIST.matcher(word).matches() && (place.named || place.lists.test(word.toLowerCase(Locale.ROOT))); }

    /// The first word, when it names a list.
    private String list(List<String> words) { return !words.isEmpty() && isList(words.getFirst()) && (!words.getFirst().contains("@") || place.lists.test(words.getFirst().toLowerCase(Locale.ROOT))) ? words.removeFirst() : ""; }

    private Optional<Command> set(String verb, List<String> words) {
        Optional<State> state = verb.equals("digest") ? Optional.of(State.DIGEST) : Optional.empty();
        var format = Optional.<Format>empty();
        var list = "";
        for (var word : words) {
            switch (word.toLowerCase(Locale.ROOT)) {
                case "mode", "delivery" -> { }
                case "digest", "digests" -> state = Optional.of(State.DIGEST);
                case "standard", "mail", "nodigest", "nodigests", "single" -> state = Optional.of(State.ON);
                case "nomail", "vacation" -> state = Optional.of(State.OFF);
                case "on" -> state = state.or(() -> Optional.of(State.ON));                  // `digest on` is what Mailman has
                case "off" -> state = Optional.of(state.isPresent() && state.get() != State.ON ? State.ON : State.OFF);
                case "mime" -> format = Optional.of(Format.MIME);
                case "plain", "text" -> format = Optional.of(Format.PLAIN);
                default -> {
                    if (!list.isEmpty() || !isList(word)) return Optional.empty();
                    list = word;
                }
            }
        }
        var name = list;
        var chosen = format;
        return state.filter(wanted -> chosen.isEmpty() || wanted == State.DIGEST).map(wanted -> new Command.Set(name, wanted, chosen));
    }

    private record Ranged(String list, Range range) { }

    private Optional<Ranged> ranged(List<String> words) {
        var list = !words.isEmpty() && Range.read(words.getFirst().toLowerCase(Locale.ROOT)).isEmpty() ? list(words) : "";
        return Range.read(String.join(" ", words).toLowerCase(Locale.ROOT)).map(range -> new Ranged(list, range));
    }

    private Optional<Command> subscribe(List<String> words) {
        var list = list(words);
        var address = address(words);
        if (words.isEmpty()) return Optional.of(new Command.Subscribe(list, address, ""));
        var said = String.join(" ", words);
        boolean quoted = said.length() > 2 && said.startsWith("\"") && said.endsWith("\"");
        var name = quoted ? said.substring(1, said.length() - 1).strip() : said;
        if (!NAME.matcher(name).matches() || words.size() > 4 || !quoted && !isName(name)) return Optional.empty();
        return Optional.of(new Command.Subscribe(list, address, name));
    }

    /// `me please` is none. Scripts without small letters cannot tell.
    private static boolean isName(String name) {
        int first = name.codePointAt(0);
        return Character.isUpperCase(first) || Character.isLetter(first) && Character.UnicodeScript.of(first) != Character.UnicodeScript.LATIN;
    }

    private Optional<Command> unsubscribe(List<String> words) {
        var list = list(words);
        var address = address(words);
        return words.isEmpty() ? Optional.of(new Command.Unsubscribe(list, address)) : Optional.empty();
    }

    private record Somebody(String list, Address address, String name) { }

    private Optional<Somebody> somebody(List<String> words) {
        var list = list(words);
        var address = address(words);
        var name = String.join(" ", words);
        return address.map(one -> new Somebody(list, one, name.length() > MOST_NAME ? name.substring(0, name.offsetByCodePoints(0, name.codePointCount(0, MOST_NAME))).strip() : name));
    }

    private Optional<Command> decide(Moderator.Word word, List<String> words) {
        var list = list(words);
        if (words.isEmpty() || !words.getFirst().matches("\\d{1,18}") && !words.getFirst().contains("@")) return Optional.empty();
        var item = bare(words.removeFirst());
        return Optional.of(new Command.Decide(list, word, item, String.join(" ", words)));
    }

    /// The next word, when it is an address.
    private static Optional<Address> address(List<String> words) {
        if (words.isEmpty() || !words.getFirst().contains("@")) return Optional.empty();
        var address = Addresses.read(bare(words.getFirst()));
        if (address.isPresent()) words.removeFirst();
        return address;
    }

    private static String bare(String word) { return word.startsWith("<") && word.endsWith(">") ? word.substring(1, word.length() - 1) : word.startsWith("mailto:") ? word.substring(7) : word; }

}

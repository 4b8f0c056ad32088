package org.posthouse.list.command;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.posthouse.domain.Rejected;
import org.posthouse.list.ListEntry;
import org.posthouse.list.ListRole;
import org.posthouse.list.Lists;
import org.posthouse.list.Standing;
import org.posthouse.list.archive.Article;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;
import org.posthouse.text.Texts;

/// Goes through the commands of a mail, has each done by [Readings] or [Affairs], and puts together what is answered. In the caller's transaction.
@ApplicationScoped public class Commands {
    static final int MOST_COMMANDS = 50;
    /// Lines that nobody understands before the rest is left.
    private static final int MOST_UNKNOWN = 5;
    /// Of an answer.
    private static final int MOST_TEXT = 1 << 20;
    /// What is given back of a line that nobody understands, and what of it never: the answer may go to somebody who did not write it.
    private static final int MOST_ECHO = 40;
    private static final Pattern LURE = Pattern.compile("\\S*(?:://|www\\.|@)\\S*", Pattern.CASE_INSENSITIVE);
    private static final Pattern VERB = Pattern.compile("^(?:# ?)?\\S+");

    @Inject Lists lists;
    @Inject Rights rights;
    @Inject Readings readings;
    @Inject Affairs affairs;

    /// Where commands were sent.
    ///
    /// @param list empty at list.manager
    record Context(Optional<ListEntry> list, long domain, ListRole role) { }

    /// What came of a mail's commands.
    ///
    /// @param text     for the answer; empty when nothing is to be said
    /// @param waiting  lines that are done once the sender has confirmed them
    /// @param about    the list of the first of them
    /// @param articles that were asked for, by list
    /// @param done     how many commands were understood
    record Results(String text, List<String> waiting, Optional<ListEntry> about, Map<ListEntry, List<Article>> articles, int done) { }

    private record Line(String text, Optional<Command> command) { }

    Grammar grammar(Context context) {
        var domain = lists.domain(context.domain);
        return new Grammar(new Grammar.Place(word -> rights.find(word, domain).isPresent(), context.list.isEmpty()));
    }

    /// @param all folded
    Results run(Context context, Speaker speaker, List<String> all, Texts texts) {
        var talk = new Talk(context, speaker, texts, lists.domain(context.domain));
        var lines = lines(context, all);
        int understood = (int) lines.stream().filter(line -> line.command.isPresent()).count();
        talk.alone = understood == 1 && lines.size() == 1;
        if (understood == 0) return nothing(talk, lines);
        var text = new StringBuilder();
        int done = 0;
        for (var line : lines) {
            if (line.command.isPresent() && ++done > MOST_COMMANDS) {
                text.append(talk.say("too-many", MOST_COMMANDS)).append('\n');
                break;
            }
            text.append(answer(talk, line));
            if (text.length() > MOST_TEXT) {
                text.setLength(text.lastIndexOf("\n", MOST_TEXT) + 1);
                text.append(talk.say("too-long")).append('\n');
                break;
            }
        }
        return new Results(text.toString(), talk.waiting, talk.about(), talk.articles, understood);
    }

    /// Up to the word that ends them, or too many that nobody understands.
    private List<Line> lines(Context context, List<String> all) {
        var grammar = grammar(context);
        var lines = new ArrayList<Line>();
        boolean hashes = context.role == ListRole.CONTROL && all.stream().anyMatch(line -> line.startsWith("#"));        // there, all else is prose
        int unknown = 0;
        for (var line : all) {
            if (hashes && !line.startsWith("#")) continue;
            var command = grammar.read(line);
            if (command.filter(Command.End.class::isInstance).isPresent()) break;
            if (command.isEmpty() && ++unknown > MOST_UNKNOWN) break;
            lines.add(new Line(line, command));
        }
        return lines;
    }

    /// Somebody who writes a sentence to a machine is told how to talk to it, unless the list does not speak with strangers.
    private Results nothing(Talk talk, List<Line> lines) {
        boolean silent = talk.context.list.filter(list -> !list.plan().joining().helpStrangers() && rights.standing(talk, list) == Standing.STRANGER).isPresent();
        var text = silent ? "" : lines.stream().map(line -> answer(talk, line)).collect(Collectors.joining()) + readings.help(talk, "") + "\n";
        return new Results(text, List.of(), Optional.empty(), Map.of(), 0);
    }

    /// Empty when a letter of its own says it, or nothing is said.
    private String answer(Talk talk, Line line) {
        var echo = ">>>> " + (talk.speaker.sure() ? line.text : line.command.map(command -> echo(command, line.text)).orElseGet(() -> harmless(line.text))) + "\n";
        try {
            if (line.command.isEmpty()) throw new Failed(talk.say("not-understood"));
            var said = does(talk, line.command.get(), line.text);
            return said.isEmpty() ? "" : echo + said + "\n\n";
        } catch (Failed failed) {
            return echo + "Failed: " + failed.getMessage() + "\n\n";
        } catch (Rejected rejected) {
            return echo + "Failed: " + rejected.faults().stream().map(talk.texts::fault).collect(Collectors.joining("; ")) + "\n\n";
        }
    }

    private static String harmless(String line) {
        var left = LURE.matcher(line).replaceAll("…");
        return left.length() > MOST_ECHO ? left.substring(0, left.offsetByCodePoints(0, left.codePointCount(0, MOST_ECHO))) + "…" : left;
    }

    /// Without what can be any words: names and reasons.
    private static String echo(Command command, String line) {
        return switch (command) {
            case Command.Subscribe(var list, var address, _) -> words(line, list, address.map(Address::toString).orElse(""));
            case Command.Add(var list, var address, _) -> words(line, list, address.toString());
            case Command.Decide(var list, _, var item, _) -> words(line, list, item.contains("@") && Addresses.read(item).isEmpty() ? "…" : item);
            default -> line;
        };
    }

    private static String words(String line, String list, String who) {
        var verb = VERB.matcher(line);
        return (verb.find() ? verb.group() : "") + (list.isEmpty() ? "" : " " + list) + (who.isEmpty() ? "" : " " + who);
    }

    private String does(Talk talk, Command command, String line) {
        return switch (command) {
            case Command.Help(var list) -> read(talk, command, list, () -> readings.help(talk, list));
            case Command.Info(var list) -> read(talk, command, list, () -> readings.info(talk, list));
            case Command.Lists _ -> read(talk, command, "", () -> readings.offered(talk));
            case Command.Which _ -> read(talk, command, "", () -> readings.which(talk));
            case Command.Who(var list) -> read(talk, command, list, () -> readings.who(talk, rights.list(talk, list)));
            case Command.Stat(var list) -> read(talk, command, list, () -> readings.stat(rights.member(talk, list)));
            case Command.Summary(var list, var range) -> read(talk, command, list, () -> readings.summary(talk, rights.reader(talk, list), range));
            case Command.Waiting(var list) -> read(talk, command, list, () -> readings.held(talk, rights.owner(talk, list)));
            case Command.Get(var list, var range) -> readings.get(talk, rights.reader(talk, list), range);
            case Command.Subscribe(var list, var address, var name) -> affairs.subscribe(talk, rights.list(talk, list), address, name, line);
            case Command.Unsubscribe(var list, var address) -> affairs.unsubscribe(talk, rights.list(talk, list), address, line);
            case Command.Set(var list, var state, var format) -> affairs.change(talk, rights.list(talk, list), state, format, line);
            case Command.Add(var list, var address, var name) -> affairs.add(talk, rights.owner(talk, list), address, name, line);
            case Command.Delete(var list, var address) -> affairs.delete(talk, rights.owner(talk, list), address, line);
            case Command.Decide(var list, var word, var item, var reason) -> affairs.decide(talk, rights.owner(talk, list), word, item, reason, line);
            case Command.Confirm(var token) -> affairs.confirm(talk, token);
            case Command.End _ -> "";
        };
    }

    private static String read(Talk talk, Command command, String list, java.util.function.Supplier<String> reading) {
        talk.reads(command, list);
        return Talk.succeeded(reading.get());
    }
}

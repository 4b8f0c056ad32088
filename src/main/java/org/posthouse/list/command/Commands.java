package org.posthouse.list.command;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.posthouse.domain.Domains;
import org.posthouse.domain.LocalDomain;
import org.posthouse.domain.Rejected;
import org.posthouse.link.MailedLinks;
import org.posthouse.list.Asking;
import org.posthouse.list.Held;
import org.posthouse.list.HeldItems;
import org.posthouse.list.Letters;
import org.posthouse.list.Letters.Key;
import org.posthouse.list.ListEntry;
import org.posthouse.list.ListPages;
import org.posthouse.list.ListRole;
import org.posthouse.list.Lists;
import org.posthouse.list.Member;
import org.posthouse.list.Members;
import org.posthouse.list.Restraint;
import org.posthouse.list.Standing;
import org.posthouse.list.Subscriptions;
import org.posthouse.list.Subscriptions.Outcome;
import org.posthouse.list.Subscriptions.Proof;
import org.posthouse.list.Wish;
import org.posthouse.list.archive.Article;
import org.posthouse.list.archive.Shelf;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.text.Texts;

/// Does what commands say. In the caller's transaction.
@ApplicationScoped public class Commands {
    static final int MOST_COMMANDS = 50;
    /// Lines that nobody understands before the rest is left.
    private static final int MOST_UNKNOWN = 5;
    /// Addresses of others that one mail may ask for to be added or removed.
    private static final int MOST_OTHERS = 5;
    /// The same within an hour, by one sender and of one list: each is a letter to somebody who perhaps never heard of the list.
    private static final int OTHERS_AN_HOUR = 20;
    private static final int OTHERS_OF_A_LIST = 100;
    /// Mails within an hour that bring articles to one address of which nobody knows whether it asked.
    static final int PARCELS_AN_HOUR = 5;
    /// How often one mail of such an address reads the same.
    private static final int MOST_READINGS = 2;
    /// Of an answer.
    private static final int MOST_TEXT = 1 << 20;
    /// What is given back of a line that nobody understands, and what of it never: the answer may go to somebody who did not write it.
    private static final int MOST_ECHO = 40;
    private static final Pattern LURE = Pattern.compile("\\S*(?:://|www\\.|@)\\S*", Pattern.CASE_INSENSITIVE);
    private static final Pattern VERB = Pattern.compile("^(?:# ?)?\\S+");
    private static final int MOST_LINES = 1000;
    private static final int MOST_MEMBERS = 10_000;
    /// Articles that one mail may ask for.
    static final int MOST_ARTICLES = 100;
    private static final String TEXTS = "list-command";
    private static final Set<Member.State> BELONGING = EnumSet.of(Member.State.ON, Member.State.OFF, Member.State.DIGEST);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    @Inject Lists lists;
    @Inject Members members;
    @Inject Subscriptions subscriptions;
    @Inject HeldItems held;
    @Inject Letters letters;
    @Inject ListPages pages;
    @Inject MailedLinks links;
    @Inject Domains domains;
    @Inject Settings settings;
    @Inject Shelf shelf;
    @Inject Restraint restraint;
    @Inject @Any Instance<Asking> askings;

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

    /// @param lines folded
    Results run(Context context, Speaker speaker, List<String> lines, Texts texts) { return new Running(context, speaker, texts).run(lines); }

    Grammar grammar(Context context) {
        var domain = domain(context.domain);
        return new Grammar(new Grammar.Place(word -> find(word, domain).isPresent(), context.list.isEmpty()));
    }

    private String domain(long id) { return domains.local().find(id).map(LocalDomain::name).orElse(""); }

    private Optional<ListEntry> find(String word, String domain) {
        int at = word.indexOf('@');
        return lists.now().find(at < 0 ? new Address(word, domain) : new Address(word.substring(0, at), word.substring(at + 1)));
    }

    /// A command cannot be done, for this reason.
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed(String why) { super(why, null, false, false); }
    }

    private final class Running {
        private final Context context;
        private final Speaker speaker;
        private final Texts texts;
        private final String domain;
        private final StringBuilder text = new StringBuilder();
        private final List<String> waiting = new ArrayList<>();
        private final Map<ListEntry, List<Article>> articles = new LinkedHashMap<>();
        private final Map<Long, Standing> standings = new HashMap<>();
        private final Map<String, Integer> readings = new HashMap<>();
        private Optional<Boolean> parcels = Optional.empty();
        private long parcelled;
        private ListEntry about;
        private int others;
        private boolean alone;

        Running(Context context, Speaker speaker, Texts texts) {
            this.context = context;
            this.speaker = speaker;
            this.texts = texts;
            domain = domain(context.domain);
        }

        private record Line(String text, Optional<Command> command) { }

        Results run(List<String> all) {
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
            int understood = (int) lines.stream().filter(line -> line.command.isPresent()).count();
            alone = understood == 1 && lines.size() == 1;
            if (understood == 0) return nothing(lines);
            int done = 0;
            for (var line : lines) {
                if (line.command.isPresent() && ++done > MOST_COMMANDS) {
                    text.append(say("too-many", MOST_COMMANDS)).append('\n');
                    break;
                }
                one(line);
                if (text.length() > MOST_TEXT) {
                    text.setLength(text.lastIndexOf("\n", MOST_TEXT) + 1);
                    text.append(say("too-long")).append('\n');
                    break;
                }
            }
            return new Results(text.toString(), waiting, Optional.ofNullable(about), articles, understood);
        }

        /// Somebody who writes a sentence to a machine is told how to talk to it, unless the list does not speak with strangers.
        private Results nothing(List<Line> lines) {
            boolean silent = context.list.filter(list -> !list.plan().joining().helpStrangers() && standing(list) == Standing.STRANGER).isPresent();
            if (silent) return new Results("", List.of(), Optional.empty(), Map.of(), 0);
            lines.forEach(this::one);
            text.append(help("")).append('\n');
            return new Results(text.toString(), List.of(), Optional.empty(), Map.of(), 0);
        }

        private void one(Line line) {
            int before = text.length();
            text.append(">>>> ").append(speaker.sure() ? line.text : line.command.map(command -> echo(command, line.text)).orElseGet(() -> harmless(line.text))).append('\n');
            try {
                if (line.command.isEmpty()) throw new Failed(say("not-understood"));
                var said = does(line.command.get(), line.text);
                if (said.isEmpty()) {                                    // a letter of its own says it, or nothing is said
                    text.setLength(before);
                    return;
                }
                text.append(said).append("\n\n");
            } catch (Failed failed) {
                text.append("Failed: ").append(failed.getMessage()).append("\n\n");
            } catch (Rejected rejected) {
                text.append("Failed: ").append(rejected.faults().stream().map(texts::fault).collect(Collectors.joining("; "))).append("\n\n");
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

        private void reads(Command command, String list) {
            if (!speaker.sure() && readings.merge(command.getClass().getSimpleName() + " " + list.toLowerCase(Locale.ROOT), 1, Integer::sum) > MOST_READINGS) throw new Failed(say("too-many-readings", MOST_READINGS));
        }

        private String does(Command command, String line) {
            switch (command) {
                case Command.Help(var list) -> reads(command, list);
                case Command.Info(var list) -> reads(command, list);
                case Command.Lists _, Command.Which _ -> reads(command, "");
                case Command.Who(var list) -> reads(command, list);
                case Command.Stat(var list) -> reads(command, list);
                case Command.Summary(var list, _) -> reads(command, list);
                case Command.Waiting(var list) -> reads(command, list);
                default -> { }
            }
            return switch (command) {
                case Command.Help(var list) -> succeeded(help(list));
                case Command.Info(var list) -> succeeded(info(list));
                case Command.Lists _ -> succeeded(offered());
                case Command.Which _ -> succeeded(which());
                case Command.Who(var list) -> succeeded(who(list(list)));
                case Command.Stat(var list) -> succeeded(stat(member(list)));
                case Command.Summary(var list, var range) -> succeeded(summary(reader(list), range));
                case Command.Get(var list, var range) -> get(reader(list), range);
                case Command.Waiting(var list) -> succeeded(held(owner(list)));
                case Command.Subscribe(var list, var address, var name) -> subscribe(list(list), address, name, line);
                case Command.Unsubscribe(var list, var address) -> unsubscribe(list(list), address, line);
                case Command.Set(var list, var state, var format) -> change(list(list), state, format, line);
                case Command.Add(var list, var address, var name) -> owned(owner(list), line, entry -> {
                    var there = members.find(entry.id(), address);
                    if (there.filter(one -> one.state().belongs()).isPresent()) throw new Failed(say("member-already", address.toString()));
                    subscriptions.add(entry, new Wish(address, name, "", Optional.empty()), entry.plan().joining().welcome());
                });
                case Command.Delete(var list, var address) -> owned(owner(list), line, entry -> subscriptions.remove(entry, belonging(entry, address), entry.plan().joining().farewell()));
                case Command.Decide(var list, var word, var item, var reason) -> owned(owner(list), line, entry -> held.decide(entry, item(entry, item), word, reason, speaker.address().toString()));
                case Command.Confirm(var token) -> confirm(token);
                case Command.End _ -> "";
            };
        }

        // ---- reading ----

        private String help(String list) {
            if (list.isEmpty() && context.list.isEmpty()) return say("manager-help", ListRole.MANAGER_NAME + "@" + domain);
            var entry = toAll(list);
            return letters.letter(entry, Key.HELP, texts.language(), Map.of("address", speaker.address().toString())).text().stripTrailing();
        }

        private String info(String list) { return letters.letter(toAll(list), Key.INFO, texts.language(), Map.of("address", speaker.address().toString())).text().stripTrailing(); }

        /// What may be told to strangers, if the list speaks with them.
        private ListEntry toAll(String name) {
            var list = list(name);
            if (!list.plan().joining().helpStrangers() && standing(list) == Standing.STRANGER) throw new Failed(say("members-only"));
            return list;
        }

        private String offered() {
            var all = lists.now().byId().values().stream().filter(list -> list.domain() == context.domain).filter(list -> list.plan().joining().offered().to(standing(list)))
                    .map(list -> list.address() + "  " + list.plan().title()).map(String::strip).sorted().limit(MOST_LINES).toList();
            return all.isEmpty() ? say("no-lists") : String.join("\n", all);
        }

        private String which() {
            var mine = new ArrayList<String>();
            for (var member : members.of(List.of(speaker.address().key()))) lists.now().find(member.list()).filter(list -> list.domain() == context.domain || context.list.filter(list::equals).isPresent())
                    .ifPresent(list -> mine.add(list.address() + "  " + state(member)));
            return mine.isEmpty() ? say("nowhere", speaker.address().toString()) : String.join("\n", mine);
        }

        private String who(ListEntry list) {
            if (!list.plan().joining().membersSeen().to(standing(list))) throw new Failed(say("members-hidden"));
            var all = new StringBuilder();
            int count = 0;
            for (var portion = members.after(list.id(), BELONGING, 0, MOST_LINES); !portion.isEmpty() && count < MOST_MEMBERS; portion = members.after(list.id(), BELONGING, portion.getLast().id(), MOST_LINES)) {
                for (var member : portion) all.append(member.address()).append("  ").append(state(member)).append('\n');
                count += portion.size();
            }
            long there = members.belonging(list.id());
            if (there > count) all.append(say("more", there - count)).append('\n');
            return all.isEmpty() ? say("no-members") : all.toString().stripTrailing();
        }

        /// As its members have always seen it.
        private static String state(Member member) { return member.state() == Member.State.DIGEST ? "DGT" : member.state().name(); }

        private String stat(ListEntry list) {
            var counts = members.counts(list.id());
            return "ON   " + counts.get(Member.State.ON) + "\nOFF  " + counts.get(Member.State.OFF) + "\nDGT  " + counts.get(Member.State.DIGEST) + "\nQUIT " + counts.get(Member.State.LEFT);
        }

        private String summary(ListEntry list, Range range) {
            var found = found(list, range, MOST_LINES);
            if (found.articles.isEmpty()) throw new Failed(say("no-articles"));
            int digits = Math.max(1, list.plan().dressing().digits());
            var lines = found.articles.stream().map(article -> TIME.format(article.posted().atZone(zone())) + " [" + ("%0" + digits + "d").formatted(article.number()) + ": " + article.author() + "] " + article.subject()).collect(Collectors.joining("\n"));
            return found.cut ? lines + "\n" + say("cut", MOST_LINES) : lines;
        }

        private ZoneId zone() {
            var zone = settings.now().text(TextSetting.HOUSE_TIME_ZONE);
            return zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone);
        }

        private String get(ListEntry list, Range range) {
            var found = found(list, range, MOST_ARTICLES);
            var there = found.articles;
            if (articles.values().stream().mapToInt(List::size).sum() + there.size() > MOST_ARTICLES) throw new Failed(say("too-many-articles", MOST_ARTICLES));
            if (!there.isEmpty() && !parcel()) throw new Failed(say("too-often-articles"));
            var big = new ArrayList<Long>();
            int sent = 0;
            for (var article : there) {
                if (!Parcels.room(parcelled, article)) {
                    big.add(article.number());
                    continue;
                }
                articles.computeIfAbsent(list, _ -> new ArrayList<>()).add(article);
                parcelled += article.octets();
                sent++;
            }
            var left = big.isEmpty() ? "" : say("too-big", big.stream().limit(20).map(Object::toString).collect(Collectors.joining(", ")) + (big.size() > 20 ? ", …" : ""));
            var missing = found.missing.isEmpty() ? "" : say("no-such-article", found.missing.stream().limit(20).map(Object::toString).collect(Collectors.joining(", ")));
            if (there.isEmpty()) throw new Failed(missing.isEmpty() ? say("no-articles") : missing);
            if (sent == 0) throw new Failed(left + (missing.isEmpty() ? "" : "\nFailed: " + missing));
            return "Succeeded\n" + say("articles-sent", sent) + (left.isEmpty() ? "" : "\nFailed: " + left) + (missing.isEmpty() ? "" : "\nFailed: " + missing) + (found.cut ? "\n" + say("cut", MOST_ARTICLES) : "");
        }

        /// Once for all of a mail.
        private boolean parcel() {
            if (parcels.isEmpty()) parcels = Optional.of(speaker.sure() || restraint.spend("articles " + speaker.address().key(), PARCELS_AN_HOUR));
            return parcels.get();
        }

        private record Found(List<Article> articles, List<Long> missing, boolean cut) { }

        private Found found(ListEntry list, Range range, int most) {
            var all = new LinkedHashMap<Long, Article>();
            var missing = new ArrayList<Long>();
            boolean cut = false;
            for (var span : range.spans()) {
                int room = most - all.size();
                if (room <= 0) {
                    cut = true;
                    break;
                }
                var some = switch (span) {
                    case Range.Span.Last(var count) -> shelf.byDate(list.id(), 0, 0, Math.min(count, room)).rows().reversed();
                    case Range.Span.First(var count) -> shelf.from(list.id(), Optional.empty(), 0, Math.min(count, room));
                    case Range.Span.All _ -> shelf.from(list.id(), Optional.empty(), 0, room + 1);
                    case Range.Span.Numbers(var from, var to) -> shelf.from(list.id(), Optional.empty(), from - 1, (int) Math.min(Math.max(0, to - from + 1), room + 1)).stream().filter(article -> article.number() <= to).toList();
                };
                if (span instanceof Range.Span.Numbers(var from, var to) && from == to && some.isEmpty()) missing.add(from);
                if (some.size() > room) cut = true;
                some.stream().limit(room).forEach(article -> all.put(article.number(), article));
            }
            return new Found(List.copyOf(all.values()), missing, cut);
        }

        private String held(ListEntry list) {
            var items = held.of(list.id(), 0, MOST_LINES);
            if (items.isEmpty()) return say("nothing-waits");
            return items.stream().map(item -> item.id() + "  " + item.address() + (item.kind() == Held.Kind.POST ? "  " + item.subject() : "  " + say("wants-to-join"))).collect(Collectors.joining("\n"));
        }

        // ---- changing ----

        private String subscribe(ListEntry list, Optional<Address> other, String name, String line) {
            var address = other.orElse(speaker.address());
            boolean own = address.key().equals(speaker.address().key());
            if (!own && standing(list) == Standing.OWNER) return owned(list, line, entry -> {
                if (members.find(entry.id(), address).filter(one -> one.state().belongs()).isPresent()) throw new Failed(say("member-already", address.toString()));
                var waits = waiting(entry, address);
                if (waits.isPresent()) held.decide(entry, waits.get(), org.posthouse.list.Moderator.Word.APPROVE, "", speaker.address().toString());
                else subscriptions.add(entry, new Wish(address, name, "", Optional.empty()), entry.plan().joining().welcome());
            });
            if (!list.plan().joining().joinByMail()) throw new Failed(say("by-web", pages.of(list, "info")));
            var wish = new Wish(address, name, own ? speaker.language() : "", Optional.empty());
            return own ? own(list, line, proof -> subscriptions.join(list, wish, proof)) : other(address, () -> subscriptions.join(list, wish, Proof.NOBODY), list);
        }

        private String unsubscribe(ListEntry list, Optional<Address> other, String line) {
            var address = other.orElse(speaker.address());
            boolean own = address.key().equals(speaker.address().key());
            if (!own && standing(list) == Standing.OWNER) return owned(list, line, entry -> subscriptions.remove(entry, belonging(entry, address), entry.plan().joining().farewell()));
            if (!list.plan().joining().leaveByMail()) throw new Failed(say("by-web", pages.of(list, "info")));
            return own ? own(list, line, proof -> subscriptions.leave(list, address, proof)) : other(address, () -> subscriptions.leave(list, address, Proof.NOBODY), list);
        }

        private String change(ListEntry list, Member.State state, Optional<org.posthouse.list.Digesting.Format> format, String line) {
            return own(list, line, proof -> subscriptions.change(list, speaker.address(), state, format, proof));
        }

        private interface Doing { Outcome with(Proof proof); }

        /// The sender's own affairs: done when it is surely the sender; asked by its own letter when it is the only command, and by one letter for all of them else.
        private String own(ListEntry list, String line, Doing doing) {
            if (speaker.sure() || alone) return told(doing.with(speaker.proof()), list);
            return later(list, line);
        }

        private String told(Outcome outcome, ListEntry list) {
            return switch (outcome) {
                case Outcome.Silent _ -> "";
                case Outcome.Asked _ when alone -> "";
                case Outcome.Already _, Outcome.NoMember _, Outcome.Refused _ -> throw new Failed(Subscriptions.said(outcome, list, texts));
                default -> succeeded(Subscriptions.said(outcome, list, texts));
            };
        }

        private String other(Address address, java.util.function.Supplier<Outcome> doing, ListEntry list) {
            if (++others > MOST_OTHERS) throw new Failed(say("too-many-others", MOST_OTHERS));
            if (!restraint.spend("others " + speaker.address().key(), OTHERS_AN_HOUR) || !restraint.spend("others-of " + list.id(), OTHERS_OF_A_LIST)) throw new Failed(say("too-often-others"));
            var outcome = doing.get();
            if (outcome instanceof Outcome.Refused) throw new Failed(Subscriptions.said(outcome, list, texts));
            return outcome instanceof Outcome.Silent ? "" : succeeded(Subscriptions.said(new Outcome.Asked(address), list, texts));
        }

        private String owned(ListEntry list, String line, java.util.function.Consumer<ListEntry> doing) {
            if (!speaker.sure()) return later(list, line);
            doing.accept(list);
            return "Succeeded";
        }

        private String later(ListEntry list, String line) {
            if (about == null) about = list;
            waiting.add(line);
            return say("waits");
        }

        private String confirm(String token) {
            var asked = links.find(token);
            for (var asking : askings) if (asked.filter(one -> asking.purposes().contains(one.purpose())).isPresent()) {
                var choices = asking.question(asked.get(), texts).map(Asking.Question::choices).orElse(List.of());
                if (choices.size() != 1) break;
                var settled = asking.settle(token, asked.get(), choices.getFirst().word(), "", texts);
                if (settled.isPresent()) return settled.get().written() && alone ? "" : succeeded(settled.get().said());
            }
            throw new Failed(say("too-late"));
        }

        // ---- who may ----

        private ListEntry list(String name) {
            if (name.isEmpty()) return context.list.orElseThrow(() -> new Failed(say("which-list")));
            var list = find(name, domain).filter(one -> context.list.filter(one::equals).isPresent() || one.plan().joining().offered().to(standing(one)));
            return list.orElseThrow(() -> new Failed(say("no-such-list", name)));           // the same for one that is not shown
        }

        private ListEntry member(String name) {
            var list = list(name);
            if (standing(list) == Standing.STRANGER) throw new Failed(say("members-only"));
            return list;
        }

        private ListEntry reader(String name) {
            var list = member(name);
            if (!list.plan().archiving().kept()) throw new Failed(say("no-archive"));
            if (!list.plan().archiving().seen().to(standing(list))) throw new Failed(say("owners-only"));
            return list;
        }

        private ListEntry owner(String name) {
            var list = list(name);
            if (standing(list) != Standing.OWNER) throw new Failed(say("owners-only"));
            return list;
        }

        private Standing standing(ListEntry list) { return standings.computeIfAbsent(list.id(), _ -> lists.standing(list, Set.of(speaker.address().key()))); }

        private Member belonging(ListEntry list, Address address) { return members.find(list.id(), address).filter(one -> one.state().belongs()).orElseThrow(() -> new Failed(say("no-such-member", address.toString()))); }

        private Optional<Long> waiting(ListEntry list, Address address) {
            return held.of(list.id(), 0, MOST_LINES).stream().filter(item -> item.kind() == Held.Kind.SUBSCRIPTION && org.posthouse.routing.Addresses.read(item.address()).filter(one -> one.key().equals(address.key())).isPresent()).map(Held::id).findFirst();
        }

        private long item(ListEntry list, String item) {
            if (!item.contains("@")) return Long.parseLong(item);
            return org.posthouse.routing.Addresses.read(item).flatMap(address -> waiting(list, address)).orElseThrow(() -> new Failed(say("nothing-of", item)));
        }

        private String succeeded(String said) { return said.isEmpty() ? "Succeeded" : "Succeeded\n" + said; }

        private String say(String key, Object... arguments) { return texts.get(TEXTS, key, arguments); }
    }

}

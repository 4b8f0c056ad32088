package org.posthouse.list.command;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthouse.list.Held;
import org.posthouse.list.HeldItems;
import org.posthouse.list.Letters;
import org.posthouse.list.ListEntry;
import org.posthouse.list.ListRole;
import org.posthouse.list.Lists;
import org.posthouse.list.Member;
import org.posthouse.list.Members;
import org.posthouse.list.Restraint;
import org.posthouse.list.archive.Article;
import org.posthouse.list.archive.Shelf;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;

/// What commands read. In the caller's transaction.
@ApplicationScoped public class Readings {
    /// Articles that one mail may ask for.
    static final int MOST_ARTICLES = 100;
    /// Mails within an hour that bring articles to one address of which nobody knows whether it asked.
    static final int PARCELS_AN_HOUR = 5;
    static final int MOST_LINES = 1000;
    private static final int MOST_MEMBERS = 10_000;
    private static final int MOST_NAMED = 20;
    private static final Set<Member.State> BELONGING = EnumSet.of(Member.State.ON, Member.State.OFF, Member.State.DIGEST);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    @Inject Rights rights;
    @Inject Lists lists;
    @Inject Members members;
    @Inject HeldItems held;
    @Inject Letters letters;
    @Inject Settings settings;
    @Inject Shelf shelf;
    @Inject Restraint restraint;

    String help(Talk talk, String list) {
        if (list.isEmpty() && talk.context.list().isEmpty()) return talk.say("manager-help", ListRole.MANAGER_NAME + "@" + talk.domain);
        return letter(talk, rights.toAll(talk, list), Letters.Key.HELP);
    }

    String info(Talk talk, String list) { return letter(talk, rights.toAll(talk, list), Letters.Key.INFO); }

    private String letter(Talk talk, ListEntry list, Letters.Key key) { return letters.letter(list, key, talk.texts.language(), Map.of("address", talk.speaker.address().toString())).text().stripTrailing(); }

    String offered(Talk talk) {
        var all = lists.now().byId().values().stream().filter(list -> list.domain() == talk.context.domain()).filter(list -> list.plan().joining().offered().to(rights.standing(talk, list)))
                .map(list -> list.address() + "  " + list.plan().title()).map(String::strip).sorted().limit(MOST_LINES).toList();
        return all.isEmpty() ? talk.say("no-lists") : String.join("\n", all);
    }

    String which(Talk talk) {
        var mine = new ArrayList<String>();
        for (var member : members.of(List.of(talk.speaker.address().key()))) lists.now().find(member.list()).filter(list -> list.domain() == talk.context.domain() || talk.context.list().filter(list::equals).isPresent())
                .ifPresent(list -> mine.add(list.address() + "  " + state(member)));
        return mine.isEmpty() ? talk.say("nowhere", talk.speaker.address().toString()) : String.join("\n", mine);
    }

    String who(Talk talk, ListEntry list) {
        if (!list.plan().joining().membersSeen().to(rights.standing(talk, list))) throw new Failed(talk.say("members-hidden"));
        var all = new StringBuilder();
        int count = 0;
        for (var portion = members.after(list.id(), BELONGING, 0, MOST_LINES); !portion.isEmpty() && count < MOST_MEMBERS; portion = members.after(list.id(), BELONGING, portion.getLast().id(), MOST_LINES)) {
            for (var member : portion) all.append(member.address()).append("  ").append(state(member)).append('\n');
            count += portion.size();
        }
        long there = members.belonging(list.id());
        if (there > count) all.append(talk.say("more", there - count)).append('\n');
        return all.isEmpty() ? talk.say("no-members") : all.toString().stripTrailing();
    }

    /// As its members have always seen it.
    private static String state(Member member) { return member.state() == Member.State.DIGEST ? "DGT" : member.state().name(); }

    String stat(ListEntry list) {
        var counts = members.counts(list.id());
        return "ON   " + counts.get(Member.State.ON) + "\nOFF  " + counts.get(Member.State.OFF) + "\nDGT  " + counts.get(Member.State.DIGEST) + "\nQUIT " + counts.get(Member.State.LEFT);
    }

    String held(Talk talk, ListEntry list) {
        var items = held.of(list.id(), 0, MOST_LINES);
        if (items.isEmpty()) return talk.say("nothing-waits");
        return items.stream().map(item -> item.id() + "  " + item.address() + (item.kind() == Held.Kind.POST ? "  " + item.subject() : "  " + talk.say("wants-to-join"))).collect(Collectors.joining("\n"));
    }

    String summary(Talk talk, ListEntry list, Range range) {
        var found = found(list, range, MOST_LINES);
        if (found.articles.isEmpty()) throw new Failed(talk.say("no-articles"));
        int digits = Math.max(1, list.plan().dressing().digits());
        var lines = found.articles.stream().map(article -> TIME.format(article.posted().atZone(zone())) + " [" + ("%0" + digits + "d").formatted(article.number()) + ": " + article.author() + "] " + article.subject()).collect(Collectors.joining("\n"));
        return found.cut ? lines + "\n" + talk.say("cut", MOST_LINES) : lines;
    }

    private ZoneId zone() {
        var zone = settings.now().text(TextSetting.HOUSE_TIME_ZONE);
        return zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone);
    }

    /// Notes the articles in the talk; they are sent behind its transaction.
    String get(Talk talk, ListEntry list, Range range) {
        var found = found(list, range, MOST_ARTICLES);
        var there = found.articles;
        if (talk.articles.values().stream().mapToInt(List::size).sum() + there.size() > MOST_ARTICLES) throw new Failed(talk.say("too-many-articles", MOST_ARTICLES));
        if (!there.isEmpty() && !parcel(talk)) throw new Failed(talk.say("too-often-articles"));
        var big = new ArrayList<Long>();
        int sent = 0;
        for (var article : there) {
            if (!Parcels.room(talk.parcelled, article)) {
                big.add(article.number());
                continue;
            }
            talk.articles.computeIfAbsent(list, _ -> new ArrayList<>()).add(article);
            talk.parcelled += article.octets();
            sent++;
        }
        var left = big.isEmpty() ? "" : talk.say("too-big", named(big) + (big.size() > MOST_NAMED ? ", …" : ""));
        var missing = found.missing.isEmpty() ? "" : talk.say("no-such-article", named(found.missing));
        if (there.isEmpty()) throw new Failed(missing.isEmpty() ? talk.say("no-articles") : missing);
        if (sent == 0) throw new Failed(left + (missing.isEmpty() ? "" : "\nFailed: " + missing));
        return "Succeeded\n" + talk.say("articles-sent", sent) + (left.isEmpty() ? "" : "\nFailed: " + left) + (missing.isEmpty() ? "" : "\nFailed: " + missing) + (found.cut ? "\n" + talk.say("cut", MOST_ARTICLES) : "");
    }

    private static String named(List<Long> numbers) { return numbers.stream().limit(MOST_NAMED).map(Object::toString).collect(Collectors.joining(", ")); }

    private boolean parcel(Talk talk) {
        if (talk.parcels.isEmpty()) talk.parcels = Optional.of(talk.speaker.sure() || restraint.spend("articles " + talk.speaker.address().key(), PARCELS_AN_HOUR));
        return talk.parcels.get();
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
}

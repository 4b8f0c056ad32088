package org.posthouse.list.post;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.posthouse.database.UnitOfWork;
import org.posthouse.link.MailedLinks;
import org.posthouse.link.Purpose;
import org.posthouse.list.Held;
import org.posthouse.list.HeldItems;
import org.posthouse.list.Letters;
import org.posthouse.list.ListEntry;
import org.posthouse.list.ListPages;
import org.posthouse.list.ListRole;
import org.posthouse.list.Lists;
import org.posthouse.list.Moderator;
import org.posthouse.routing.Addresses;
import org.posthouse.text.Texts;

/// Writes to owners about what waits for them, reminds them, and ends what has waited too long. A letter that a crash swallows is made good by the next reminder.
@ApplicationScoped public class HeldLetters {
    private static final String TEXTS = "list-held";
    /// Of links, where items wait for ever.
    private static final Duration LONG = Duration.ofDays(60);
    private static final int STEP = 200;
    private static final int MOST_NAMED = 20;

    @Inject HeldItems held;
    @Inject Lists lists;
    @Inject ListPages pages;
    @Inject MailedLinks links;
    @Inject Letters letters;
    @Inject UnitOfWork work;
    @Inject Clock clock;

    /// An answer to the letter decides, and so does the page behind its link.
    void waits(@Observes HeldItems.Waits event) {
        var list = event.list();
        var item = event.item();
        var valid = item.until().map(until -> Duration.between(clock.instant(), until)).orElse(LONG);
        var token = links.issue(Purpose.POST, HeldItems.subject(item.id()), Long.toString(item.id()), valid);
        for (var owner : list.owners()) Addresses.read(owner).ifPresent(to -> {
            var language = letters.language(list, to, "");
            letters.ask(list, item.kind() == Held.Kind.POST ? Letters.Key.POST_HELD : Letters.Key.JOIN_HELD, to, language, token,
                    Map.of("who", who(item), "subject", item.subject(), "reason", Texts.in(language).get(TEXTS, "why." + item.why().name())));
        });
        held.told(item);
    }

    static String who(Held item) { return item.name().isBlank() ? item.address() : item.name() + " <" + item.address() + ">"; }

    /// A chore: what is too old is refused, and owners hear of what still waits.
    ///
    /// @return how much was done
    public long run() { return expire() + remind(); }

    private long expire() {
        long all = 0;
        for (int done = STEP; done == STEP; all += done) done = work.call(() -> {
            var over = held.over(STEP);
            int decided = 0;
            for (var item : over) {
                var list = lists.now().find(item.list());
                if (list.isEmpty()) continue;
                held.decide(list.get(), item.id(), Moderator.Word.EXPIRE, "", "time");
                decided++;
            }
            return decided;
        });
        return all;
    }

    private long remind() {
        long reminded = 0;
        for (var list : lists.now().byId().values()) {
            int days = list.plan().posting().remindDays();
            if (days > 0 && work.call(() -> remind(list, Duration.ofDays(days)))) reminded++;
        }
        return reminded;
    }

    /// One letter about all that waits, as soon as the owners have not been written to about some of it for so long.
    private boolean remind(ListEntry list, Duration every) {
        var waiting = held.of(list.id(), 0, STEP);
        var since = clock.instant().minus(every);
        if (waiting.stream().noneMatch(item -> item.told().filter(at -> at.isAfter(since)).isEmpty())) return false;
        long count = held.count(list.id());
        var items = new ArrayList<String>();
        for (var item : waiting.subList(0, Math.min(MOST_NAMED, waiting.size()))) items.add("  " + who(item) + (item.subject().isBlank() ? "" : ": " + item.subject()));
        if (count > items.size()) items.add("  …");
        var values = new LinkedHashMap<String, String>();
        values.put("link", pages.of(list, "admin/held"));
        values.put("count", Long.toString(count));
        values.put("items", String.join("\n", items));
        letters.toOwners(list, Letters.Key.REMINDER, list.of(ListRole.OWNER), values);
        waiting.forEach(held::told);
        return true;
    }

}

package org.posthouse.web.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.link.MailedLinks;
import org.posthouse.link.Pending;
import org.posthouse.list.Asking;
import org.posthouse.list.Restraint;
import org.posthouse.web.ui.ListPage;
import org.posthouse.web.ui.ListVisit;

/// Where the link of a letter leads that asks something. Opening it changes nothing, since whatever looks through mail opens links; a button does. Who has the letter may answer, signed in or not.
@ApplicationScoped public class ConfirmPage implements ListPage {
    /// Tokens of one client in an hour that are none.
    private static final int WRONG = 30;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z2-7]{26}");
    private static final String TEXTS = "list-mailed";

    @Inject MailedLinks links;
    @Inject Restraint restraint;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;
    @Inject @Any Instance<Asking> askings;

    /// A token's question, and who knows about it.
    private record Asked(Asking asking, Pending pending, Asking.Question question) { }

    @Override public Set<String> words() { return Set.of("confirm"); }

    @Override public void get(ListVisit visit) throws IOException {
        visit.response().setHeader("Cache-Control", "no-store");
        var asked = visit.reading(() -> asked(visit));
        if (asked.isEmpty()) {
            gone(visit);
            return;
        }
        var question = asked.get().question;
        var lines = question.text().split("\n\n", 2);
        boolean explains = question.choices().stream().anyMatch(Asking.Choice::explains);
        visit.show("list/mailed.jte", new MailedPage(question.title(), lines[0], lines.length > 1 ? lines[1] : "", visit.path("confirm/" + visit.rest()),
                question.choices().stream().map(choice -> new MailedPage.Button("choice", choice.word(), choice.label())).toList(), explains ? visit.texts().get(TEXTS, "reason") : "", visit.path("info"), visit.texts().get(TEXTS, "more")));
    }

    @Override public void post(ListVisit visit) throws IOException {
        visit.response().setHeader("Cache-Control", "no-store");
        var choice = visit.text("choice");
        var reason = visit.text("reason").strip();
        var settled = unitOfWork.call(() -> asked(visit).flatMap(asked -> asked.asking.settle(visit.rest(), asked.pending, choice, reason, visit.texts())));
        if (settled.isEmpty()) {
            gone(visit);
            return;
        }
        durability.await();
        var said = settled.get().said();
        boolean lines = said.contains("\n");
        visit.show("list/mailed.jte", MailedPage.said(visit.texts().get(TEXTS, "done.title"), lines || said.isEmpty() ? visit.texts().get(TEXTS, "done.lead") : said, lines ? said : "", visit.path("info"), visit.texts().get(TEXTS, "more")));
    }

    /// A link is good on the pages of its own list.
    private Optional<Asked> asked(ListVisit visit) {
        if (!TOKEN.matcher(visit.rest()).matches()) return Optional.empty();
        var pending = links.find(visit.rest());
        for (var asking : askings) if (pending.filter(one -> asking.purposes().contains(one.purpose())).isPresent())
            return asking.question(pending.get(), visit.texts()).filter(question -> question.list() == 0 || question.list() == visit.list().id()).map(question -> new Asked(asking, pending.get(), question));
        return Optional.empty();
    }

    private void gone(ListVisit visit) throws IOException {
        boolean often = !restraint.spend("link " + visit.request().getRemoteAddr(), WRONG);
        visit.show(often ? 429 : 404, "list/mailed.jte", MailedPage.said(visit.texts().get(TEXTS, "gone.title"), visit.texts().get(TEXTS, "gone.lead"), "", visit.path("info"), visit.texts().get(TEXTS, "more")));
    }
}

package org.posthouse.web.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.list.MemberMarks;
import org.posthouse.list.Restraint;
import org.posthouse.list.Subscriptions;
import org.posthouse.web.ui.ListPage;
import org.posthouse.web.ui.ListVisit;

/// Where the link of a copy leads by which its reader leaves. A mailer sends the POST of RFC 8058 §3.2 without any page or session; a person sees a button that sends the same. Whose link it is, is not told.
@ApplicationScoped public class LeavePage implements ListPage {
    /// Links of one client in an hour that are none.
    private static final int WRONG = 30;
    private static final String TEXTS = "list-mailed";

    @Inject Subscriptions subscriptions;
    @Inject MemberMarks marks;
    @Inject Restraint restraint;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;

    @Override public Set<String> words() { return Set.of("leave"); }

    @Override public void get(ListVisit visit) throws IOException {
        visit.response().setHeader("Cache-Control", "no-store");
        if (marks.read(MemberMarks.Purpose.LEAVE, visit.rest()).isEmpty()) gone(visit);
        else visit.show("list/mailed.jte", new MailedPage(visit.texts().get(TEXTS, "leave.title", title(visit)), visit.texts().get(TEXTS, "leave.lead"), "", visit.path("leave/" + visit.rest()),
                List.of(new MailedPage.Button("List-Unsubscribe", "One-Click", visit.texts().get(TEXTS, "leave.button"))), "", visit.path("info"), visit.texts().get(TEXTS, "more")));
    }

    @Override public void post(ListVisit visit) throws IOException {
        visit.response().setHeader("Cache-Control", "no-store");
        if (!visit.text("List-Unsubscribe").equals("One-Click")) {           // RFC 8058 §3.1: nothing else means it
            get(visit);
            return;
        }
        var left = unitOfWork.call(() -> subscriptions.leave(visit.list(), visit.rest()));
        if (left.isEmpty()) {
            gone(visit);
            return;
        }
        durability.await();
        visit.show("list/mailed.jte", MailedPage.said(visit.texts().get(TEXTS, "left.title", title(visit)), visit.texts().get(TEXTS, "left.lead"), "", visit.path("info"), visit.texts().get(TEXTS, "more")));
    }

    private void gone(ListVisit visit) throws IOException {
        boolean often = !restraint.spend("link " + visit.request().getRemoteAddr(), WRONG);
        visit.show(often ? 429 : 404, "list/mailed.jte", MailedPage.said(visit.texts().get(TEXTS, "gone.title"), visit.texts().get(TEXTS, "gone.lead"), "", visit.path("info"), visit.texts().get(TEXTS, "more")));
    }

    private static String title(ListVisit visit) { return Lines.title(visit.list()); }
}

package org.posthouse.web.user;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.posthouse.account.Account;
import org.posthouse.account.AutoReplies;
import org.posthouse.account.AutoReply;
import org.posthouse.account.DeliveryPlans;
import org.posthouse.account.MailboxLimits;
import org.posthouse.domain.Domain;
import org.posthouse.domain.Domains;
import org.posthouse.domain.UserOption;
import org.posthouse.form.Key;
import org.posthouse.form.Subject;
import org.posthouse.form.user.Whose;
import org.posthouse.mailbox.Folder;
import org.posthouse.mailbox.Folders;
import org.posthouse.mime.Address;
import org.posthouse.text.Texts;
import org.posthouse.web.ui.PageServlet;

/// What somebody sees first who has mail here: where it goes, whether anybody is answered, and how full the mailbox is.
@WebServlet("/account/") public class OverviewServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String TEXTS = "overview";

    @Inject transient Whose whose;
    @Inject transient Domains domains;
    @Inject transient DeliveryPlans plans;
    @Inject transient AutoReplies replies;
    @Inject transient Folders folders;
    @Inject transient Clock clock;

    /// @param addresses none when the domain hides them
    /// @param answers   sentences about automatic replies; none for an account that has none
    /// @param octets    that the mailbox holds
    /// @param limit     of octets, 0 for none
    /// @param holds     sentences about the mailbox
    public record Overview(String lead, List<String> addresses, List<String> answers, boolean forwards, boolean replies, long octets, long limit, String meter, List<String> holds, List<Link> links) { }

    public record Link(String path, String title) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var who = subject(request);
        var texts = texts(request);
        show(request, response, "user/overview.jte", reading(() -> of(who, texts)));
    }

    private Overview of(Subject who, Texts texts) {
        var own = Key.of(who.account());
        var account = whose.account(who, own);
        var inbox = folders.find(account.id());
        long octets = inbox.map(Folder::octets).orElse(0L);
        var limits = account.domain().map(Domain::limits).map(account.limits()::within).orElse(account.limits());
        boolean answers = whose.offersMail(who, own, UserOption.VACATION);
        return new Overview(goes(account, texts), whose.offersMail(who, own, UserOption.OWN_ADDRESSES) ? account.addresses() : List.of(),
                account.isReserved() ? List.of() : answers(replies.load(account.id()), LocalDate.ofInstant(clock.instant(), who.zone()), texts),
                whose.offersMail(who, own, UserOption.DELIVERY), answers, octets, limits.mailboxBytes(), texts.get(TEXTS, "meter", texts.size(octets), texts.size(limits.mailboxBytes())),
                holds(account, inbox.map(Folder::messages).orElse(0L), octets, limits, texts), links(who, own, account, texts));
    }

    private String goes(Account account, Texts texts) {
        var mine = account.primaryAddress();
        if (account.isReserved()) return texts.get(TEXTS, "lead.house", mine);
        var plan = plans.load(account.id());
        if (plan.forward().isEmpty()) return texts.get(TEXTS, "lead.here", mine);
        var here = new ArrayList<String>();
        var elsewhere = new ArrayList<String>();
        for (var target : plan.forward()) (plan.awaiting().contains(target) ? elsewhere : here).add(target);
        var sentences = new ArrayList<String>();
        if (!here.isEmpty()) sentences.add(texts.get(TEXTS, plan.keeps() || !elsewhere.isEmpty() ? "lead.both" : "lead.away", mine, joined(here)));
        if (!elsewhere.isEmpty()) sentences.add(texts.get(TEXTS, "lead.waits", mine, joined(elsewhere)));
        return String.join(" ", sentences);
    }

    private static String joined(List<String> addresses) { return String.join(", ", addresses); }

    private static List<String> answers(AutoReply reply, LocalDate today, Texts texts) {
        if (reply.mode() == AutoReply.Mode.OFF) return List.of(texts.get(TEXTS, "vacation.off"));
        if (reply.until().filter(today::isAfter).isPresent()) return List.of(texts.get(TEXTS, "vacation.over", texts.date(reply.until().get())));
        var quiet = texts.get(TEXTS, "vacation.quiet");
        if (reply.from().filter(today::isBefore).isPresent()) return List.of(texts.get(TEXTS, "vacation.later", texts.date(reply.from().get())), quiet);
        if (reply.until().isPresent()) return List.of(texts.get(TEXTS, "vacation.on.until", texts.date(reply.until().get())), quiet);
        return List.of(reply.from().map(first -> texts.get(TEXTS, "vacation.on", texts.date(first))).orElseGet(() -> texts.get(TEXTS, "vacation.on.open")), quiet);
    }

    private static List<String> holds(Account account, long messages, long octets, MailboxLimits limits, Texts texts) {
        var sentences = new ArrayList<String>();
        var key = messages == 0 ? "holds.none" : (messages == 1 ? "holds.one" : "holds.many") + (limits.mailboxBytes() == 0 ? ".free" : "");
        sentences.add(texts.get(TEXTS, key, texts.size(octets), texts.size(limits.mailboxBytes()), messages));
        if (limits.messages() > 0) sentences.add(texts.get(TEXTS, "limit.messages", limits.messages()));
        int days = account.expiryDays() > 0 ? account.expiryDays() : account.domain().map(Domain::expiryDays).orElse(0);
        if (days > 0) sentences.add(texts.get(TEXTS, "expiry", days));
        return sentences;
    }

    private List<Link> links(Subject who, Key own, Account account, Texts texts) {
        var links = new ArrayList<>(List.of(new Link("/account/own-account", texts.get(TEXTS, "own")), new Link("/account/journeys", texts.get(TEXTS, "journeys")), new Link("/account/devices", texts.get(TEXTS, "devices"))));
        if (whose.offers(who, own, UserOption.FINGER)) links.add(new Link("/account/finger", texts.get(TEXTS, "finger")));
        if (whose.offersMail(who, own, UserOption.DIRECTORY_LISTING)) links.add(new Link("/account/directory-listing", texts.get(TEXTS, "listing")));
        if (whose.offersMail(who, own, UserOption.DIRECTORY)) links.add(new Link("/account/directory", texts.get(TEXTS, "directory", account.domain().map(Domain::name).orElse(""))));
        return links;
    }
}

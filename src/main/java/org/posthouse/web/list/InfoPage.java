package org.posthouse.web.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.form.owner.Standings;
import org.posthouse.list.Digesting;
import org.posthouse.list.Joining.Policy;
import org.posthouse.list.ListRole;
import org.posthouse.list.Member;
import org.posthouse.list.Members;
import org.posthouse.list.Restraint;
import org.posthouse.list.Subscriptions;
import org.posthouse.list.Subscriptions.Outcome;
import org.posthouse.list.Subscriptions.Proof;
import org.posthouse.list.Wish;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;
import org.posthouse.web.ui.ListPage;
import org.posthouse.web.ui.ListVisit;
import org.posthouse.web.ui.Visit;

/// What a list is, and the form by which anybody joins it, leaves it, or gets its mail another way. Who is signed in does so at once for an own address; for any other address a letter asks its reader.
@ApplicationScoped public class InfoPage implements ListPage {
    /// Wishes of one client in an hour.
    private static final int WISHES = 30;

    @Inject Subscriptions subscriptions;
    @Inject Standings standings;
    @Inject Members members;
    @Inject Restraint restraint;
    @Inject UnitOfWork unitOfWork;
    @Inject Durability durability;

    enum Wanted {
        JOIN, LEAVE, ON, DIGEST, OFF;

        String label() { return name().toLowerCase(Locale.ROOT); }
    }

    /// @param about    paragraphs
    /// @param archive  its path, or empty for who may not read it
    /// @param joining  key of a text: how one comes in
    /// @param wants    keys of texts that can be chosen
    /// @param address  typed, or an own one
    public record Info(String title, String address, List<String> about, String request, String owner, String archive, String joining, String posting, boolean member, boolean ownsIt, String base, List<String> wants, String wanted, String typed, String name, String error,
                       String notice, boolean known) { }

    @Override public Set<String> words() { return Set.of("info"); }

    @Override public void get(ListVisit visit) throws IOException { visit.show("list/info.jte", info(visit, "", visit.subject().map(who -> who.address()).orElse(""), "", "", "")); }

    private Info info(ListVisit visit, String wanted, String typed, String name, String error, String notice) {
        var list = visit.list();
        var plan = list.plan();
        var keys = visit.reading(() -> visit.subject().map(standings::keys).orElse(Set.of()));
        boolean member = visit.reading(() -> members.of(keys).stream().anyMatch(one -> one.list() == list.id()));
        boolean local = visit.subject().filter(who -> !who.isGuest() || Addresses.read(who.address()).filter(address -> subscriptions.local(list, address)).isPresent()).isPresent();
        var policy = local ? plan.joining().local() : plan.joining().other();
        boolean closed = policy == Policy.CLOSED || policy == Policy.SILENT;
        var wants = Arrays.stream(Wanted.values()).filter(one -> one != Wanted.JOIN || !closed && !member).map(Wanted::label).toList();
        boolean reads = plan.archiving().kept() && plan.archiving().seen().to(visit.standing());
        return new Info(Lines.title(list), list.address().toString(), Arrays.stream(plan.about().strip().split("\\n\\s*\\n")).filter(text -> !text.isBlank()).toList(), list.of(ListRole.REQUEST).toString(), list.of(ListRole.OWNER).toString(), reads ? visit.path("") : "",
                policy == Policy.SILENT ? "closed" : policy.name().toLowerCase(Locale.ROOT), plan.posting().posters().name().toLowerCase(Locale.ROOT), member, visit.owner(), visit.path(""), wants, wanted.isEmpty() ? wants.getFirst() : wanted, typed, name, error, notice, visit.subject().isPresent());
    }

    @Override public void post(ListVisit visit) throws IOException {
        if (visit.subject().isPresent() && !Visit.genuine(visit.request())) {
            visit.refuse(403);
            return;
        }
        var typed = visit.text("address").strip();
        var name = visit.text("name").strip();
        var wanted = Arrays.stream(Wanted.values()).filter(one -> one.label().equals(visit.text("wanted"))).findFirst().orElse(Wanted.JOIN);
        var address = Addresses.read(typed);
        if (address.isEmpty()) visit.show(422, "list/info.jte", info(visit, wanted.label(), typed, name, visit.texts().get("lists", "info.no-address"), ""));
        else if (!restraint.spend("web " + visit.request().getRemoteAddr(), WISHES)) visit.show(429, "list/info.jte", info(visit, wanted.label(), typed, name, visit.texts().get("lists", "info.too-often"), ""));
        else answer(visit, wanted, typed, name, unitOfWork.call(() -> outcome(visit, wanted, address.get(), name)));
    }

    private void answer(ListVisit visit, Wanted wanted, String typed, String name, Outcome outcome) throws IOException {
        durability.await();
        var said = Subscriptions.said(outcome, visit.list(), visit.texts());
        boolean refused = outcome instanceof Outcome.Refused || outcome instanceof Outcome.Silent || outcome instanceof Outcome.NoMember;
        visit.show(refused ? 422 : 200, "list/info.jte", info(visit, wanted.label(), typed, name, refused ? said : "", refused ? "" : said));
    }

    private Outcome outcome(ListVisit visit, Wanted wanted, Address address, String name) {
        var list = visit.list();
        var proof = visit.subject().filter(who -> standings.keys(who).contains(address.key())).isPresent() ? Proof.SURE : Proof.NOBODY;
        return switch (wanted) {
            case JOIN -> subscriptions.join(list, new Wish(address, name, visit.texts().language().tag(), Optional.empty()), proof);
            case LEAVE -> subscriptions.leave(list, address, proof);
            case ON, DIGEST, OFF -> subscriptions.change(list, address, Member.State.valueOf(wanted.name()), Optional.<Digesting.Format>empty(), proof);
        };
    }
}

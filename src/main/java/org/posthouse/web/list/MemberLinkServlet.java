package org.posthouse.web.list;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.regex.Pattern;
import org.posthouse.appliance.HouseThreads;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.list.MemberLinks;
import org.posthouse.list.Restraint;
import org.posthouse.mime.Address;
import org.posthouse.routing.Addresses;
import org.posthouse.text.Language;
import org.posthouse.web.auth.GuestVisits;
import org.posthouse.web.ui.PageServlet;

/// Where members without an account ask for a link, and where it leads. What is answered, and when, is the same for every address; a link is used by a button, once, and the address of the page that knows it is told to nobody.
@WebServlet({"/lists/link", "/lists/link/*"}) public class MemberLinkServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final System.Logger LOG = System.getLogger(MemberLinkServlet.class.getName());
    /// Of one client in an hour.
    private static final int WISHES = 30;
    private static final int WRONG = 30;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z2-7]{26}");
    private static final String TEXTS = "member-link";
    private static final String HERE = "/lists/link";

    @Inject transient MemberLinks links;
    @Inject transient Restraint restraint;
    @Inject transient HouseThreads threads;
    @Inject transient UnitOfWork work;
    @Inject transient Durability durability;

    /// @param error of the address, or empty
    public record Asking(String typed, String error) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var token = token(request);
        if (token.isEmpty()) show(request, response, "list/link.jte", new Asking("", ""));
        else if (!TOKEN.matcher(token).matches() || !reading(() -> links.leads(token))) gone(request, response);
        else {
            quiet(response);
            var texts = texts(request);
            show(request, response, "list/mailed.jte", new MailedPage(texts.get(TEXTS, "enter.title"), texts.get(TEXTS, "enter.lead"), "", HERE + "/" + token, List.of(new MailedPage.Button("enter", "1", texts.get(TEXTS, "enter.button"))), "", "/lists/", texts.get("lists", "mine.offers")));
        }
    }

    @Override protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var token = token(request);
        if (token.isEmpty()) {
            ask(request, response);
            return;
        }
        boolean strange = "cross-site".equals(request.getHeader("Sec-Fetch-Site"));              // nobody is made another member by a page of somebody else
        var visit = !strange && TOKEN.matcher(token).matches() ? work.call(() -> links.enter(token)) : java.util.Optional.<String>empty();
        if (visit.isEmpty()) {
            gone(request, response);
            return;
        }
        durability.await();
        quiet(response);
        GuestVisits.begin(request, response, visit.get());
        redirect(response, "/lists/mine");
    }

    private static String token(HttpServletRequest request) { return request.getPathInfo() == null ? "" : request.getPathInfo().substring(1); }

    /// Whoever looks after another site must not find the link in what browsers say of where they come from.
    private static void quiet(HttpServletResponse response) {
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-store");
    }

    private void ask(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var typed = text(request, "address").strip();
        var texts = texts(request);
        var address = Addresses.read(typed).filter(one -> !one.domain().isEmpty());
        if (address.isEmpty()) show(request, response, 422, "list/link.jte", new Asking(typed, texts.get("lists", "info.no-address")));
        else if (!restraint.spend("web " + request.getRemoteAddr(), WISHES)) show(request, response, 429, "list/link.jte", new Asking(typed, texts.get("lists", "info.too-often")));
        else {
            later(address.get(), texts.language());
            show(request, response, "list/mailed.jte", MailedPage.said(texts.get(TEXTS, "asked.title"), texts.get(TEXTS, "asked.lead", address.get().toString()), "", "/lists/", texts.get("lists", "mine.offers")));
        }
    }

    /// Behind the answer, so that the time it takes tells nothing either.
    private void later(Address address, Language language) {
        threads.daemons("member-link").newThread(() -> {
            try {
                work.run(() -> links.ask(address, language));
            } catch (RuntimeException failed) {
                LOG.log(Level.ERROR, "event=member-link-failed", failed);
            }
        }).start();
    }

    private void gone(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean often = !restraint.spend("link " + request.getRemoteAddr(), WRONG);
        var texts = texts(request);
        show(request, response, often ? 429 : 404, "list/mailed.jte", MailedPage.said(texts.get("list-mailed", "gone.title"), texts.get(TEXTS, "gone.lead"), "", HERE, texts.get(TEXTS, "title")));
    }
}

package org.posthouse.web.user;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.posthouse.account.Account;
import org.posthouse.account.ChosenPasswords;
import org.posthouse.database.Durability;
import org.posthouse.database.UnitOfWork;
import org.posthouse.delivery.Greetings;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.form.Kind;
import org.posthouse.web.ui.FormView.Input;
import org.posthouse.web.ui.PageServlet;

/// Where the link in a greeting leads: whoever has it chooses the account's password, once.
@WebServlet("/password/*") public class ChoosePasswordServlet extends PageServlet {
    private static final long serialVersionUID = 1;
    private static final String BUNDLE = "choose-password";

    @Inject transient Greetings greetings;
    @Inject transient ChosenPasswords passwords;
    @Inject transient UnitOfWork unitOfWork;
    @Inject transient Durability durability;

    /// @param state   `choose`, `chosen` or `gone`
    /// @param general faults of no field
    public record Page(String state, String address, String path, List<Input> inputs, List<String> general) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var address = invited(request);
        if (address.isEmpty()) gone(request, response);
        else form(request, response, 200, address.get(), List.of());
    }

    @Override protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var address = invited(request);
        if (address.isEmpty()) {
            gone(request, response);                                     // before anything is hashed for nobody
            return;
        }
        try {
            var typed = secret(request, "password");
            passwords.chosen("password", typed);
            if (!typed.equals(secret(request, "again"))) throw Rejected.invalid("again", "is not the same as above");
            var fresh = passwords.hash("password", typed).orElseThrow(() -> Rejected.conflict("password", "too many passwords are looked at just now; try again in a moment"));
            var chosen = unitOfWork.call(() -> greetings.choose(token(request), fresh).map(Account::primaryAddress));
            durability.await();
            if (chosen.isEmpty()) gone(request, response);
            else show(request, response, "user/choose-password.jte", new Page("chosen", chosen.get(), "", List.of(), List.of()));
        } catch (Rejected rejected) {
            form(request, response, 422, address.get(), rejected.faults());
        }
    }

    private Optional<String> invited(HttpServletRequest request) {
        var token = token(request);
        return reading(() -> greetings.invited(token).map(Account::primaryAddress));
    }

    private void gone(HttpServletRequest request, HttpServletResponse response) throws IOException { show(request, response, 404, "user/choose-password.jte", new Page("gone", "", "", List.of(), List.of())); }

    private void form(HttpServletRequest request, HttpServletResponse response, int status, String address, List<Fault> faults) throws IOException {
        var texts = texts(request);
        var inputs = List.of(Input.of(BUNDLE, "password", Kind.SECRET, List.of(""), List.of(), faults, "new-password", texts), Input.of(BUNDLE, "again", Kind.SECRET, List.of(""), List.of(), faults, "new-password", texts));
        var shown = inputs.stream().map(Input::name).toList();
        show(request, response, status, "user/choose-password.jte", new Page("choose", address, "/password/" + token(request), inputs, faults.stream().filter(f -> !shown.contains(f.field())).map(texts::fault).toList()));
    }

    private static String token(HttpServletRequest request) { return Optional.ofNullable(request.getPathInfo()).map(path -> path.substring(1)).filter(text -> text.matches("[A-Za-z0-9]{1,32}")).orElse(""); }

    /// As typed: spaces count.
    private static String secret(HttpServletRequest request, String name) {
        var text = request.getParameter(name);
        return text == null || text.length() > 1024 ? "" : text;
    }
}

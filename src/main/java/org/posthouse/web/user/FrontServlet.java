package org.posthouse.web.user;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.posthouse.account.SetUp;
import org.posthouse.setting.HostName;
import org.posthouse.setting.Settings;
import org.posthouse.setting.TextSetting;
import org.posthouse.web.ui.PageServlet;
import org.posthouse.web.ui.Visit;

/// The front page: what this house is, and the way in. A new house goes to its set-up, who is signed in to their pages.
@WebServlet("") public class FrontServlet extends PageServlet {
    private static final long serialVersionUID = 1;

    @Inject transient SetUp setUp;
    @Inject transient Settings settings;
    @Inject transient HostName hostName;

    public record Front(String house, String hostname) { }

    @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var subject = Visit.subject(request);
        if (subject.isPresent()) redirect(response, subject.get().isAdministrator() ? "/admin/" : "/account/");
        else if (setUp.isOpen()) redirect(response, "/set-up");
        else show(request, response, "user/front.jte", new Front(settings.now().text(TextSetting.HOUSE_NAME), hostName.now()));
    }
}

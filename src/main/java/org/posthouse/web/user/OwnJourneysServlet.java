package org.posthouse.web.user;

import jakarta.servlet.annotation.WebServlet;
import org.posthouse.form.Subject;
import org.posthouse.journey.Sight;
import org.posthouse.web.ui.JourneyPage;

/// What happened to somebody's own mail, whatever else they may see as an administrator.
@WebServlet({"/account/journeys", "/account/journeys/*"}) public class OwnJourneysServlet extends JourneyPage {
    private static final long serialVersionUID = 1;

    @Override protected Sight sight(Subject who) { return sights.own(who); }

    @Override protected String base() { return "/account/journeys"; }
}

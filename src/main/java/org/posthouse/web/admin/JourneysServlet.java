package org.posthouse.web.admin;

import jakarta.servlet.annotation.WebServlet;
import org.posthouse.form.Subject;
import org.posthouse.journey.Sight;
import org.posthouse.web.ui.JourneyPage;

/// What happened to the mail of the house, or of the domains that somebody administers.
@WebServlet({"/admin/journeys", "/admin/journeys/*"}) public class JourneysServlet extends JourneyPage {
    private static final long serialVersionUID = 1;

    @Override protected Sight sight(Subject who) { return sights.administered(who); }

    @Override protected String base() { return "/admin/journeys"; }
}

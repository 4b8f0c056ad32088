package org.posthouse.web.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.posthouse.list.Letters;
import org.posthouse.text.Language;
import org.posthouse.web.ui.ListVisit;

/// The letters of a list, each in three languages.
@ApplicationScoped public class LettersDesk implements AdminPage.Desk {
    private static final String TEXTS = "list-letters";

    @Inject Letters letters;

    public record All(String address, List<Line> lines) { }

    public record Line(String name, String when, List<One> languages) { }

    /// @param own the list has words of its own
    public record One(String path, String language, boolean own) { }

    @Override public String word() { return "letters"; }

    @Override public void get(ListVisit visit, String rest) throws IOException {
        var texts = visit.texts();
        visit.show("list/letters.jte", visit.reading(() -> new All(visit.list().address().toString(), Letters.keys().stream().map(letter -> new Line(texts.get(TEXTS, "name." + letter.text()), texts.get(TEXTS, "when." + letter.text()),
                Arrays.stream(Language.values()).map(language -> new One(visit.path("admin/letter-text/" + letter.text() + "/" + language.tag()), texts.get(TEXTS, "language." + language.tag()), letters.own(visit.list().id(), letter, language).isPresent())).toList())).toList())));
    }
}

package org.posthouse.form.admin;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthouse.certificate.AcmeState;
import org.posthouse.certificate.ServerCertificate;
import org.posthouse.text.Texts;

/// How it goes with the authority, in sentences.
public final class AcmeStory {
    private static final String TEXTS = "acme";

    private AcmeStory() { }

    /// @param made what the authority made last
    public static List<String> tell(AcmeState state, Optional<ServerCertificate> made, boolean asking, Texts texts, ZoneId zone) {
        if (asking) return List.of(texts.get(TEXTS, "state.asking"));
        if (!state.plan().enabled()) return List.of(texts.get(TEXTS, "state.off"));
        var sentences = new ArrayList<String>();
        state.problem().ifPresent(problem -> {
            var key = problem.problem().name().toLowerCase(Locale.ROOT).replace('_', '-');
            sentences.add(texts.get(TEXTS, "state.failed", time(state.attempted(), texts, zone)));
            sentences.add(texts.get(TEXTS, "problem." + key, problem.name()));
        });
        if (state.problem().isEmpty()) sentences.add(state.succeeded().isPresent() ? texts.get(TEXTS, "state.made", time(state.succeeded(), texts, zone)) : texts.get(TEXTS, "state.waiting"));
        if (state.problem().isPresent() || state.succeeded().isPresent()) state.due(made).ifPresent(due -> sentences.add(texts.get(TEXTS, state.problem().isPresent() ? "state.next" : "state.renews", time(Optional.of(due), texts, zone))));
        return sentences;
    }

    private static String time(Optional<Instant> moment, Texts texts, ZoneId zone) { return moment.map(at -> texts.time(at, zone)).orElse("–"); }
}

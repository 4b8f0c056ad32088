package org.posthouse.connector.smtp;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.posthouse.connector.api.Reply;

/// HELP: the verbs that are spoken on this service (RFC 5321 §4.1.1.8).
final class HelpCommand implements SmtpCommand {
    @Override public Reply run(Session session, String arguments) {
        var verbs = Arrays.stream(Verb.values()).filter(verb -> Verb.named(verb.name(), session.service()).isPresent()).map(Verb::name);
        return new Reply(214, "2.0.0", List.of("Commands:", verbs.collect(Collectors.joining(" "))));
    }
}

package org.posthouse.list.command;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthouse.link.MailedLinks;
import org.posthouse.link.Pending;
import org.posthouse.link.Purpose;
import org.posthouse.list.Asking;
import org.posthouse.list.Lists;
import org.posthouse.list.Subscriptions.Proof;
import org.posthouse.text.Texts;

/// Asks whoever seems to have written commands whether they did, and does them then.
@ApplicationScoped public class CommandQuestions implements Asking {
    @Inject Commands commands;
    @Inject Lists lists;
    @Inject MailedLinks links;

    @Override public Set<Purpose> purposes() { return Set.of(Purpose.COMMANDS); }

    @Override public Optional<Question> question(Pending asked, Texts texts) {
        return Told.read(asked.payload()).filter(told -> told.context(lists).isPresent()).map(told -> new Question(told.list(), texts.get(CommandDesk.TEXTS, "confirm.title"),
                texts.get(CommandDesk.TEXTS, "confirm.text", told.from().toString()) + "\n\n" + String.join("\n", told.lines()), List.of(new Choice("confirm", texts.get(CommandDesk.TEXTS, "confirm.button"), false))));
    }

    @Override public Optional<Settled> settle(String token, Pending asked, String choice, String words, Texts texts) {
        var told = Told.read(asked.payload());
        var context = told.flatMap(one -> one.context(lists));
        if (context.isEmpty() || links.use(Purpose.COMMANDS, token).isEmpty()) return Optional.empty();
        var results = commands.run(context.get(), new Speaker(told.get().from(), Proof.CONFIRMED, ""), told.get().lines(), texts);
        return Optional.of(new Settled(results.text().stripTrailing(), results.text().isBlank()));
    }
}

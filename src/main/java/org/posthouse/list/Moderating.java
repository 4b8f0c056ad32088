package org.posthouse.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.posthouse.link.MailedLinks;
import org.posthouse.link.Pending;
import org.posthouse.link.Purpose;
import org.posthouse.list.Moderator.Word;
import org.posthouse.text.Texts;

/// What owners answer to letters about posts and subscriptions that wait for them.
@ApplicationScoped public class Moderating implements Asking {
    private static final String TEXTS = "list-asked";
    private static final List<Word> OF_A_SUBSCRIPTION = List.of(Word.APPROVE, Word.REJECT, Word.DISCARD);
    private static final List<Word> OF_A_POST = List.of(Word.APPROVE, Word.TRUST, Word.REJECT, Word.DISCARD);

    @Inject HeldItems held;
    @Inject Lists lists;
    @Inject MailedLinks links;

    @Override public Set<Purpose> purposes() { return Set.of(Purpose.POST); }

    @Override public Optional<Question> question(Pending asked, Texts texts) {
        return item(asked).flatMap(item -> lists.now().find(item.list()).map(list -> {
            var what = item.kind() == Held.Kind.POST ? "post" : "subscription";
            var who = item.name().isEmpty() ? item.address() : item.name() + " <" + item.address() + ">";
            var choices = new ArrayList<Choice>();
            for (var word : words(item)) choices.add(new Choice(text(word), texts.get(TEXTS, "word." + text(word)), word == Word.REJECT));
            return new Question(list.id(), texts.get(TEXTS, what + ".title", list.name()), texts.get(TEXTS, what + ".text", who, list.address().toString(), item.subject()), choices);
        }));
    }

    @Override public Optional<Settled> settle(String token, Pending asked, String choice, String words, Texts texts) {
        var item = item(asked);
        var list = item.flatMap(one -> lists.now().find(one.list()));
        var word = item.stream().flatMap(one -> words(one).stream()).filter(one -> text(one).equals(choice)).findFirst();
        if (list.isEmpty() || word.isEmpty() || links.use(Purpose.POST, token).isEmpty()) return Optional.empty();
        held.decide(list.get(), item.get().id(), word.get(), words, "letter");
        return Optional.of(new Settled(texts.get(TEXTS, "decided." + choice, list.get().name()), false));
    }

    private Optional<Held> item(Pending asked) { return asked.payload().matches("\\d{1,18}") ? held.find(Long.parseLong(asked.payload())) : Optional.empty(); }

    private static List<Word> words(Held item) { return item.kind() == Held.Kind.POST ? OF_A_POST : OF_A_SUBSCRIPTION; }

    private static String text(Word word) { return word.name().toLowerCase(Locale.ROOT); }
}

package org.posthouse.list.post;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthouse.link.MailedLinks;
import org.posthouse.link.Pending;
import org.posthouse.link.Purpose;
import org.posthouse.list.Asking;
import org.posthouse.list.Held;
import org.posthouse.list.HeldItems;
import org.posthouse.list.Lists;
import org.posthouse.list.Moderator.Word;
import org.posthouse.mailbox.OpenStore;
import org.posthouse.message.MessageOctets;
import org.posthouse.message.Structure;
import org.posthouse.text.Texts;

/// What the letter about something that is held asks an owner: approve, reject, and so on, by a reply or on the page behind the link.
@ApplicationScoped public class HeldQuestions implements Asking {
    private static final System.Logger LOG = System.getLogger(HeldQuestions.class.getName());
    private static final String TEXTS = "list-held";
    private static final int EXCERPT = 6000;
    private static final int MOST_FILES = 20;
    private static final List<Word> OFFERED = List.of(Word.APPROVE, Word.TRUST, Word.REJECT, Word.DISCARD);

    @Inject HeldItems held;
    @Inject Lists lists;
    @Inject MailedLinks links;
    @Inject OpenStore open;

    @Override public Set<Purpose> purposes() { return Set.of(Purpose.POST); }

    @Override public Optional<Question> question(Pending asked, Texts texts) {
        return item(asked).filter(item -> lists.now().find(item.list()).isPresent()).map(item -> new Question(item.list(), texts.get(TEXTS, "title." + item.kind().name()),
                texts.get(TEXTS, "text." + item.kind().name(), HeldLetters.who(item), item.subject(), texts.get(TEXTS, "why." + item.why().name())) + says(item),
                OFFERED.stream().filter(word -> word != Word.TRUST || item.kind() == Held.Kind.POST).map(word -> new Choice(label(word), texts.get(TEXTS, "word." + word.name()), word == Word.REJECT)).toList()));
    }

    @Override public Optional<Settled> settle(String token, Pending asked, String choice, String words, Texts texts) {
        var word = Arrays.stream(Word.values()).filter(one -> OFFERED.contains(one) && label(one).equals(choice)).findFirst();
        var item = item(asked);
        var list = item.flatMap(one -> lists.now().find(one.list()));
        if (word.isEmpty() || list.isEmpty() || links.use(Purpose.POST, token).isEmpty()) return Optional.empty();
        held.decide(list.get(), item.get().id(), word.get(), words, "link");
        return Optional.of(new Settled(texts.get(TEXTS, "done." + word.get().name()), false));
    }

    /// What a post says, as text alone, and the names of its files: nobody decides about what they have not seen.
    private String says(Held item) {
        if (item.message().isEmpty()) return "";
        try (var body = open.get().read(item.message().get()).orElse(null)) {
            if (body == null) return "";
            var octets = MessageOctets.of(item.prefix(), body::open);
            var structure = Structure.read(octets);
            var part = structure.plain().or(structure::html);
            var text = part.isEmpty() ? "" : part.get().text(octets, EXCERPT + 1).strip();
            var files = structure.leaves().stream().filter(one -> one.attached() || one.fileName().isPresent()).limit(MOST_FILES).map(one -> "\n[" + one.fileName().orElse(one.type().value()) + "]").collect(Collectors.joining());
            return "\n\n" + (text.length() > EXCERPT ? text.substring(0, EXCERPT) + " …" : text) + (files.isEmpty() ? "" : "\n" + files);
        } catch (IOException | UncheckedIOException failed) {
            LOG.log(Level.ERROR, "event=list-held-unreadable held=" + item.id(), failed);
            return "";
        }
    }

    private Optional<Held> item(Pending asked) { return held.find(Long.parseLong(asked.payload())); }

    private static String label(Word word) { return word.name().toLowerCase(Locale.ROOT); }
}

package org.posthouse.form.owner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthouse.domain.Rejected;
import org.posthouse.form.Applied;
import org.posthouse.form.FormHandler;
import org.posthouse.form.Key;
import org.posthouse.form.Loaded;
import org.posthouse.form.Subject;
import org.posthouse.list.Letters;
import org.posthouse.text.Language;
import org.posthouse.text.Texts;

@ApplicationScoped class ListLetterFormHandler implements FormHandler<ListLetterForm> {
    @Inject Standings standings;
    @Inject Letters letters;

    private record Which(Letters.Key letter, Language language) { }

    /// `<list>.confirm-join.ja`
    private static Which which(Key key) {
        var words = Standings.rest(key).split("\\.", 2);
        Optional<Letters.Key> letter = Letters.keys().stream().filter(one -> one.text().equals(words[0])).findFirst();
        Optional<Language> language = words.length < 2 ? Optional.empty() : Language.of(words[1]);
        if (letter.isEmpty() || language.isEmpty()) throw Rejected.absent("key", "there is no such page");
        return new Which(letter.get(), language.get());
    }

    @Override public Loaded<ListLetterForm> load(Subject who, Key key) {
        var list = standings.owned(who, key);
        var which = which(key);
        var texts = Texts.in(who.locale());
        var text = letters.text(list.id(), which.letter, which.language);
        var filled = which.letter.filled().stream().sorted().map(name -> "{" + name + "}").collect(Collectors.joining(" "));
        var name = texts.get("list-letters", "name." + which.letter.text()) + " (" + texts.get("list-letters", "language." + which.language.tag()) + ")";
        return new Loaded<>(new ListLetterForm(texts.get("list-letters", "when." + which.letter.text()), text.subject(), text.text(), filled, letters.own(list.id(), which.letter, which.language).isEmpty()), Integer.toHexString(text.hashCode()), name);
    }

    @Override public Work apply(Subject who, Key key, ListLetterForm form) {
        var which = which(key);
        return () -> {
            var list = standings.owned(who, key);
            boolean own = letters.own(list.id(), which.letter, which.language).isPresent();
            if (own && form.usual()) letters.reset(list, which.letter, which.language);
            else letters.set(list, which.letter, which.language, form.subject(), form.text());
            return Applied.to(key, list.address() + " " + which.letter.text()).then("/lists/" + list.address() + "/admin/letters");
        };
    }
}

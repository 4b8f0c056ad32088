package org.posthouse.form.user;

import java.util.List;
import java.util.stream.Collectors;
import org.posthouse.account.AgreedAddress;
import org.posthouse.form.Subject;
import org.posthouse.text.Texts;

/// Who was asked and has not agreed, in words; both pages that name addresses elsewhere say it the same way.
final class Waiting {
    private Waiting() { }

    static String words(Subject who, List<AgreedAddress> some) {
        var texts = Texts.in(who.locale());
        var lines = some.stream().map(one -> one.asked().map(at -> texts.get("delivery", "waiting.since", one.address(), texts.time(at, who.zone()))).orElse(one.address())).collect(Collectors.joining("\n"));
        return lines.isEmpty() ? texts.get("delivery", "waiting.none") : lines;
    }
}

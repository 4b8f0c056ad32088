package org.posthouse.form;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.posthouse.account.Account;
import org.posthouse.account.Role;
import org.posthouse.account.TestHouse;
import org.posthouse.text.Texts;

/// Handlers called as the engine calls them, without it.
public final class TestForms {
    private TestForms() { }

    public static Subject subject(Account account, long... domains) {
        var administered = java.util.Arrays.stream(domains).boxed().collect(java.util.stream.Collectors.toSet());
        return new Subject(account.id(), account.primaryAddress(), account.name(), account.role(), administered, Locale.ENGLISH, ZoneOffset.UTC, "192.0.2.1", Subject.Face.WEB);
    }

    public static Subject postmaster() { return new Subject(1, "postmaster", "Postmaster", Role.POSTMASTER, Set.of(), Locale.ENGLISH, ZoneOffset.UTC, "192.0.2.1", Subject.Face.WEB); }

    public static <F extends Record> Loaded<F> load(TestHouse house, FormHandler<F> handler, Subject who, Key key) { return house.work.call(() -> handler.load(who, key)); }

    public static <F extends Record> Applied apply(TestHouse house, FormHandler<F> handler, Subject who, Key key, F form) {
        var work = handler.apply(who, key, form);
        return house.work.call(() -> {
            handler.load(who, key);
            return work.run();
        });
    }

    /// The sentences to confirm, in English.
    public static <F extends Record> List<String> effects(TestHouse house, FormHandler<F> handler, String bundle, Subject who, Key key, F form) {
        return house.work.call(() -> handler.effects(who, key, form)).stream().map(e -> Texts.in(Locale.ENGLISH).get(bundle, e.text(), e.arguments().toArray())).toList();
    }

    /// A form read from texts as faces send them, over what is loaded.
    @SuppressWarnings("unchecked") public static <F extends Record> F typed(F base, Map<String, List<String>> texts) { return new Shape<>((Class<F>) base.getClass()).over(base, texts); }
}

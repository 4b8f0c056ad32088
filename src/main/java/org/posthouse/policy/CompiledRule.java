package org.posthouse.policy;

import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.posthouse.mime.Address;
import org.posthouse.policy.RuleTest.How;
import org.posthouse.policy.RuleTest.What;
import org.posthouse.security.AccessList;
import org.posthouse.security.AccessList.Entry.Network;
import org.posthouse.text.Size;

/// A rule whose patterns are read.
final class CompiledRule {
    /// A test, and the place of the recipient that it is asked about.
    private record Asked(RuleTest test, BiPredicate<MailView, Integer> fits) {
        boolean ofRecipient() { return test.what() == What.RECIPIENT; }

        /// Known from the envelope alone.
        boolean ofEnvelope() { return ofRecipient() || test.what() == What.SENDER || test.what() == What.CLIENT; }
    }

    private final Rule rule;
    private final List<Asked> ofMessage;
    private final List<Asked> ofRecipient;

    CompiledRule(Rule rule) {
        this.rule = rule;
        var asked = rule.tests().stream().map(test -> new Asked(test, compile(test))).toList();
        this.ofMessage = asked.stream().filter(a -> !a.ofRecipient()).toList();
        this.ofRecipient = asked.stream().filter(Asked::ofRecipient).toList();
    }

    Rule rule() { return rule; }

    /// Which of these recipients it fits.
    List<Integer> fitting(MailView mail, List<Integer> recipients) {
        boolean message = rule.all() ? ofMessage.stream().allMatch(asked -> asked.fits.test(mail, -1)) : ofMessage.stream().anyMatch(asked -> asked.fits.test(mail, -1));
        if (rule.tests().isEmpty() || (rule.all() ? message && ofRecipient.isEmpty() : message)) return recipients;
        if (rule.all() && !message) return List.of();
        return recipients.stream().filter(i -> rule.all() ? ofRecipient.stream().allMatch(asked -> asked.fits.test(mail, i)) : ofRecipient.stream().anyMatch(asked -> asked.fits.test(mail, i))).toList();
    }

    /// It could fit, as far as the envelope tells.
    boolean possible(MailView mail, int recipient) {
        var known = java.util.stream.Stream.concat(ofMessage.stream(), ofRecipient.stream()).filter(Asked::ofEnvelope).toList();
        if (rule.all()) return known.stream().allMatch(asked -> asked.fits.test(mail, recipient));
        return rule.tests().isEmpty() || known.size() < rule.tests().size() || known.stream().anyMatch(asked -> asked.fits.test(mail, recipient));
    }

    private static BiPredicate<MailView, Integer> compile(RuleTest test) {
        return switch (test.what()) {
            case SIZE -> {
                long octets = Size.read(test.wanted()).orElse(Long.MAX_VALUE);
                yield test.how() == How.UNDER ? (mail, _) -> mail.size() < octets : (mail, _) -> mail.size() > octets;
            }
            case CLIENT -> {
                var network = AccessList.entry(test.wanted()).filter(Network.class::isInstance).map(Network.class::cast);
                yield (mail, _) -> network.map(n -> n.holds(mail.client())).orElse(false) != test.how().negative();
            }
            case SENDER -> any(test, text(test), (mail, _) -> List.of(mail.envelope().sender().path().address().map(Address::key).orElse("")));
            case RECIPIENT -> any(test, text(test), (mail, i) -> List.of(mail.envelope().recipients().get(i).path().address().map(Address::key).orElse("")));
            case SUBJECT -> any(test, text(test), (mail, _) -> mail.fields("Subject"));
            case FROM -> any(test, text(test), (mail, _) -> mail.fields("From"));
            case TO -> any(test, text(test), (mail, _) -> mail.fields("To", "Cc"));
            case HEADER -> any(test, text(test), (mail, _) -> mail.fields(test.header()));
            case ANY_HEADER -> any(test, text(test), (mail, _) -> mail.lines());
            case BODY -> any(test, text(test), (mail, _) -> test.how() == How.MATCHES || test.how() == How.MATCHES_NOT ? mail.bodyLines() : List.of(mail.body(test.exactCase())));
        };
    }

    private interface Texts { List<String> of(MailView mail, Integer recipient); }

    /// A field that stands there several times fits when one of them does; a negative test fits when none of them does, so also without the field.
    private static BiPredicate<MailView, Integer> any(RuleTest test, Predicate<String> fits, Texts texts) {
        return (mail, i) -> texts.of(mail, i).stream().anyMatch(fits) != test.how().negative();
    }

    private static Predicate<String> text(RuleTest test) {
        var wanted = test.exactCase() ? test.wanted() : test.wanted().toLowerCase(Locale.ROOT);
        return switch (test.how()) {
            case CONTAINS, CONTAINS_NOT -> test.exactCase() ? text -> text.contains(wanted) : text -> text.toLowerCase(Locale.ROOT).contains(wanted);
            case IS, IS_NOT -> test.exactCase() ? text -> text.strip().equals(wanted) : text -> text.strip().equalsIgnoreCase(wanted);
            case MATCHES, MATCHES_NOT -> Wildcard.of(test.wanted(), test.exactCase())::matches;
            case OVER, UNDER -> _ -> false;
        };
    }
}

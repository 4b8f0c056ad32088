package org.posthouse.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.posthouse.domain.Rejected;
import org.posthouse.domain.Rejected.Fault;
import org.posthouse.policy.RuleAct.Deed;
import org.posthouse.policy.RuleTest.How;
import org.posthouse.policy.RuleTest.What;
import org.posthouse.security.AccessList;
import org.posthouse.security.AccessList.Entry.Network;
import org.posthouse.text.Size;

/// Whether a rule says something that can be done.
final class CheckedRule {
    private static final Pattern NAME = Pattern.compile("[!-9;-~]{1,76}");
    /// One line of ASCII, so that it can stand in front of any message (RFC 5322 §2.2).
    private static final Pattern FIELD = Pattern.compile("([!-9;-~]{1,60}): ?[ -~]{1,400}");
    /// Fields that say how a message came and who it is from, and those that a second one of would break it.
    private static final Pattern OWN = Pattern.compile("(?i)received|return-path|delivered-to|from|sender|to|cc|bcc|date|message-id|subject|reply-to|in-reply-to|references|mime-version|content-.*|received-spf|dkim-signature|arc-.*");

    private CheckedRule() { }

    /// @return with its texts in the notation that they are kept in
    /// @throws Rejected INVALID `tests`, `acts`
    static Rule of(Rule rule) {
        var faults = new ArrayList<Fault>();
        var tests = rule.tests().stream().map(test -> test(test, faults)).toList();
        var acts = rule.acts().stream().map(act -> act(act, faults)).toList();
        if (acts.isEmpty()) faults.add(new Fault("acts", "say at least one thing to do"));
        if (!faults.isEmpty()) throw new Rejected(Rejected.Kind.INVALID, faults);
        return new Rule(rule.id(), rule.domain(), rule.name().strip(), rule.active(), rule.way(), rule.all(), rule.stops(), tests, acts);
    }

    private static RuleTest test(RuleTest test, List<Fault> faults) {
        var header = test.what() == What.HEADER ? test.header().strip() : "";
        var wanted = test.wanted().strip();
        boolean amount = test.how() == How.OVER || test.how() == How.UNDER;
        if (amount != (test.what() == What.SIZE)) faults.add(new Fault("tests", "a size is over or under something, and nothing else is"));
        else if (test.what() == What.SIZE && Size.read(wanted).isEmpty()) faults.add(new Fault("tests", "{0} is no size such as 2 MB", wanted));
        if (test.what() == What.HEADER && !NAME.matcher(header).matches()) faults.add(new Fault("tests", "name the header field to look at"));
        if (test.what() == What.CLIENT) {
            var network = AccessList.entry(wanted).filter(Network.class::isInstance);
            if (network.isEmpty()) faults.add(new Fault("tests", "{0} is no network; write 192.0.2.0/24 or an address", wanted));
            return new RuleTest(test.what(), header, test.how().negative() ? How.IS_NOT : How.IS, network.map(AccessList.Entry::text).orElse(wanted), false);
        }
        return new RuleTest(test.what(), header, test.how(), wanted, test.exactCase());
    }

    private static RuleAct act(RuleAct act, List<Fault> faults) {
        var argument = act.argument().strip();
        if (act.deed() == Deed.COPY || act.deed() == Deed.REDIRECT) {
            var address = RuleBook.address(argument).filter(known -> !known.domain().isEmpty());
            if (address.isEmpty()) faults.add(new Fault("acts", "{0} is not an address", argument));
            return new RuleAct(act.deed(), address.map(Object::toString).orElse(argument));
        }
        if (act.deed() != Deed.FIELD) return new RuleAct(act.deed(), argument);
        var field = FIELD.matcher(argument);
        if (!field.matches() || OWN.matcher(field.group(1)).matches()) faults.add(new Fault("acts", "{0} is no field that can be added; write X-Name: text", Optional.of(argument).filter(text -> !text.isEmpty()).orElse("…")));
        return new RuleAct(act.deed(), argument);
    }
}

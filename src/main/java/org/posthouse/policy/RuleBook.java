package org.posthouse.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.posthouse.connector.api.Recipient;
import org.posthouse.connector.api.Reply;
import org.posthouse.mime.Address;
import org.posthouse.mime.Path;
import org.posthouse.mime.PathRead;
import org.posthouse.policy.Rule.Way;
import org.posthouse.store.Ruling;
import org.posthouse.store.Ruling.Action;

/// All active rules, compiled. The house's are asked first, then those of each domain the message concerns, each list in its order.
public final class RuleBook {
    static final RuleBook EMPTY = new RuleBook(Map.of());
    /// A rule's own words when people gave none.
    private static final String REFUSED = "Refused by a rule of this server";

    private final Map<Long, List<CompiledRule>> byDomain;

    private RuleBook(Map<Long, List<CompiledRule>> byDomain) { this.byDomain = byDomain; }

    static RuleBook of(List<Rule> rules) {
        var byDomain = new LinkedHashMap<Long, List<CompiledRule>>();
        for (var rule : rules) if (rule.active()) byDomain.computeIfAbsent(rule.domain(), _ -> new ArrayList<>()).add(new CompiledRule(rule));
        return byDomain.isEmpty() ? EMPTY : new RuleBook(byDomain);
    }

    public boolean isEmpty() { return byDomain.isEmpty(); }

    /// What the rules make of a message.
    ///
    /// @param refusal    for the message as a whole; nothing else matters then
    /// @param recipients of the envelope from now on: the same places, some with another address, and more behind them
    public record Judgement(Optional<Reply> refusal, List<Ruling> rulings, List<Recipient> recipients) { }

    /// @param domainOf id of a local domain, 0 for an address elsewhere, less for one that is here and in no domain
    public Judgement judge(MailView mail, ToLongFunction<Address> domainOf) {
        var trial = new Trial(mail, domainOf);
        for (long domain : trial.domains()) if (!trial.refused()) trial.by(domain, byDomain.getOrDefault(domain, List.of()));
        return new Judgement(Optional.ofNullable(trial.refusal), trial.rulings, trial.recipients);
    }

    /// Rules of a list that could fire for an envelope, whatever stands in the message.
    public List<Rule> possible(MailView envelope, ToLongFunction<Address> domainOf) {
        var trial = new Trial(envelope, domainOf);
        var possible = new ArrayList<Rule>();
        for (long domain : trial.domains()) for (var rule : byDomain.getOrDefault(domain, List.of()))
            if (IntStream.range(0, trial.recipients.size()).anyMatch(i -> trial.concerns(rule, domain, i) && rule.possible(envelope, i))) possible.add(rule.rule());
        return possible;
    }

    /// One message before all its rules.
    private static final class Trial {
        private final MailView mail;
        private final List<Recipient> recipients;
        private final long[] domains;
        private final long senders;
        private final boolean[] settled;
        private final List<Ruling> rulings = new ArrayList<>();
        private Reply refusal;

        Trial(MailView mail, ToLongFunction<Address> domainOf) {
            this.mail = mail;
            this.recipients = new ArrayList<>(mail.envelope().recipients());
            this.domains = recipients.stream().mapToLong(recipient -> recipient.path().address().map(domainOf::applyAsLong).orElse(0L)).toArray();
            this.senders = mail.envelope().sender().path().address().map(domainOf::applyAsLong).orElse(0L);
            this.settled = new boolean[domains.length];
        }

        boolean refused() { return refusal != null; }

        /// The house, whose senders' and recipients' domains these are.
        long[] domains() { return java.util.stream.LongStream.concat(java.util.stream.LongStream.of(0, senders), java.util.Arrays.stream(domains)).distinct().toArray(); }

        boolean concerns(CompiledRule compiled, long domain, int recipient) {
            boolean here = domains[recipient] != 0;
            if (here ? compiled.rule().way() == Way.OUT : compiled.rule().way() == Way.IN) return false;
            return domain == 0 || (here ? domains[recipient] == domain : senders == domain);
        }

        void by(long domain, List<CompiledRule> rules) {
            var passedOver = new boolean[domains.length];
            for (var compiled : rules) {
                var concerned = IntStream.range(0, domains.length).filter(i -> !settled[i] && !passedOver[i] && concerns(compiled, domain, i)).boxed().toList();
                var fitting = concerned.isEmpty() ? List.<Integer>of() : compiled.fitting(mail, concerned);
                if (fitting.isEmpty()) continue;
                for (var act : compiled.rule().acts()) act(compiled.rule(), act, fitting);
                if (refused()) return;
                if (compiled.rule().stops()) fitting.forEach(i -> passedOver[i] = true);
            }
        }

        private void act(Rule rule, RuleAct act, List<Integer> fitting) {
            boolean all = fitting.size() == domains.length && recipients.size() == domains.length
                    && (act.deed() == RuleAct.Deed.COPY || rule.acts().stream().noneMatch(one -> one.deed() == RuleAct.Deed.COPY));     // who gets a copy is none of those whom the rest concerns
            var places = all ? List.<Integer>of() : fitting;
            var told = act.argument().isEmpty() ? rule.name() : act.argument();
            switch (act.deed()) {
                case HOLD -> rulings.add(new Ruling(rule.name(), Action.HOLD, told, places));
                case REFUSE -> refusal = Reply.of(550, "5.7.1", act.argument().isEmpty() ? REFUSED : printable(act.argument()));          // RFC 3463 §3.8
                case DISCARD -> rulings.add(new Ruling(rule.name(), Action.DISCARD, told, places));
                case FIELD -> rulings.add(new Ruling(rule.name(), Action.FIELD, act.argument() + "\r\n", places));
                case COPY -> address(act.argument()).ifPresent(address -> {
                    rulings.add(new Ruling(rule.name(), Action.DONE, "copy to " + address, places));
                    if (recipients.stream().noneMatch(known -> known.path().address().filter(address::equals).isPresent()))
                        recipients.add(new Recipient(Path.to(address), java.util.Set.of(Recipient.Notify.NEVER), ""));     // the sender knows nothing of it
                });
                case REDIRECT -> address(act.argument()).ifPresent(address -> {
                    rulings.add(new Ruling(rule.name(), Action.DONE, "redirected to " + address, places));
                    for (int i : fitting) recipients.set(i, redirected(recipients.get(i), address));
                });
            }
            if (act.deed().isLast()) fitting.forEach(i -> settled[i] = true);
        }

        /// RFC 3461 §4.2: reports name the address that the sender wrote.
        private static Recipient redirected(Recipient before, Address address) {
            return new Recipient(Path.to(address), before.notifies(), before.orcpt().isEmpty() ? before.path().address().map(old -> "rfc822;" + old).orElse("") : before.orcpt());
        }
    }

    static Optional<Address> address(String text) { return PathRead.parse('<' + text + '>') instanceof PathRead.Good(var path, var rest) && rest.isBlank() ? path.address() : Optional.empty(); }

    private static String printable(String text) { return text.replaceAll("[^ -~]", "?"); }
}

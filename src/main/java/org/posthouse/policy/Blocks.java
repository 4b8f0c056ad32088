package org.posthouse.policy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.posthouse.mime.Address;
import org.posthouse.mime.Path;
import org.posthouse.policy.BlockLine.Verdict;
import org.posthouse.security.AccessList;
import org.posthouse.security.AccessList.Entry.Network;

/// Who is kept out. The first line that fits decides, so an exception stands before the rule.
public final class Blocks {
    private record Question(InetAddress client, Optional<Address> sender, Address recipient) { }

    private record Compiled(BlockLine line, Predicate<Question> fits) { }

    private final List<Compiled> lines;

    Blocks(List<BlockLine> lines) { this.lines = lines.stream().map(line -> new Compiled(line, fits(line))).toList(); }

    /// The line that keeps them out.
    public Optional<BlockLine> against(InetAddress client, Path sender, Address recipient) { return first(client, sender, recipient).filter(line -> line.verdict() == Verdict.BLOCK); }

    /// The line that decides either way.
    public Optional<BlockLine> first(InetAddress client, Path sender, Address recipient) {
        if (lines.isEmpty()) return Optional.empty();
        var question = new Question(client, sender.address(), recipient);
        return lines.stream().filter(compiled -> compiled.fits.test(question)).map(Compiled::line).findFirst();
    }

    private static Predicate<Question> fits(BlockLine line) {
        return switch (line.what()) {
            case CLIENT -> AccessList.entry(line.pattern()).filter(Network.class::isInstance).map(Network.class::cast).<Predicate<Question>>map(network -> question -> network.holds(question.client)).orElse(_ -> false);
            case SENDER -> {
                var wanted = Wildcard.of(line.pattern());
                yield question -> question.sender.filter(sender -> wanted.matches(sender.key())).isPresent();
            }
            case DOMAIN -> question -> question.sender.filter(sender -> Relaying.within(sender.domainKey(), line.pattern())).isPresent();
            case RECIPIENT -> {
                var wanted = Wildcard.of(line.pattern());
                yield question -> wanted.matches(question.recipient.key());
            }
        };
    }
}

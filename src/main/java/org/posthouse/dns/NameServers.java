package org.posthouse.dns;

import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/// Asks name servers over the network, one after the other, until one knows.
final class NameServers {
    private static final System.Logger LOG = System.getLogger(NameServers.class.getName());
    private static final int MOST_TRIES = 4;
    private static final int ROUNDS = 2;
    private static final int MOST_ALIASES = 8;
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration LONGEST_NONE = Duration.ofHours(1);             // RFC 2308 §5: one to three hours
    private static final Duration NONE_WITHOUT_SOA = Duration.ofMinutes(1);
    private static final Duration TROUBLE = Duration.ofSeconds(10);               // RFC 2308 §7: never more than five minutes

    private final List<InetSocketAddress> servers;
    private final Duration patience;

    /// @param patience for one try; a question has as much as four of them take
    NameServers(List<InetSocketAddress> servers, Duration patience) {
        this.servers = List.copyOf(servers);
        this.patience = patience;
    }

    /// Follows aliases (RFC 1034 §3.6.2), also where a server only knows its own zones.
    Timed ask(Question question) {
        var name = question.name();
        var life = LONGEST;
        long end = System.nanoTime() + MOST_TRIES * patience.toNanos();
        for (int aliases = 0; aliases <= MOST_ALIASES; aliases++) {
            Message message;
            try {
                message = exchange(new Question(name, question.type()), end);
            } catch (NoAnswer trouble) {
                LOG.log(Level.DEBUG, "event=dns-trouble name={0} type={1} what={2}", question.name(), Type.string(question.type()), trouble.getMessage());
                return new Timed(new Answer.Trouble<>(trouble.getMessage()), TROUBLE);
            }
            var asked = name;
            for (int links = 0; links <= MOST_ALIASES; links++) {
                var found = records(message, name, question.type());
                if (!found.isEmpty()) return new Timed(new Answer.Found<>(found), shorter(life, ttl(found)));
                var alias = records(message, name, Type.CNAME);
                if (alias.isEmpty()) break;
                life = shorter(life, ttl(alias));
                name = ((CNAMERecord) alias.getFirst()).getTarget();
            }
            boolean gone = message.getRcode() == Rcode.NXDOMAIN;                 // RFC 6604 §3: of the last name in the chain
            if (gone || name.equals(asked)) return new Timed(new Answer.None<>(!gone), shorter(life, negative(message)));
        }
        return new Timed(new Answer.Trouble<>("too many aliases behind " + question.name().toString(true)), NONE_WITHOUT_SOA);
    }

    private static List<Record> records(Message message, Name name, int type) {
        return message.getSection(Section.ANSWER).stream().filter(record -> record.getType() == type && record.getDClass() == DClass.IN && record.getName().equals(name)).toList();
    }

    private static Duration ttl(List<Record> records) { return Duration.ofSeconds(records.stream().mapToLong(Record::getTTL).min().orElse(0)); }

    /// How long nothing may be believed (RFC 2308 §5).
    private static Duration negative(Message message) {
        return message.getSection(Section.AUTHORITY).stream().filter(SOARecord.class::isInstance).map(SOARecord.class::cast).findFirst()
                .map(soa -> shorter(LONGEST_NONE, Duration.ofSeconds(Math.min(soa.getTTL(), soa.getMinimum())))).orElse(NONE_WITHOUT_SOA);
    }

    private static Duration shorter(Duration one, Duration other) { return one.compareTo(other) < 0 ? one : other; }

    private Message exchange(Question question, long end) throws NoAnswer {
        var query = Message.newQuery(Record.newRecord(question.name(), question.type(), DClass.IN));
        var reasons = new ArrayList<String>();
        for (int round = 0; round < ROUNDS; round++) {
            for (var server : servers) {
                if (System.nanoTime() >= end) break;
                try {
                    return one(server, query, end);
                } catch (NoAnswer trouble) {
                    if (!reasons.contains(trouble.getMessage())) reasons.add(trouble.getMessage());
                }
            }
        }
        throw new NoAnswer(reasons.isEmpty() ? "no name server is known" : String.join("; ", reasons));
    }

    private Message one(InetSocketAddress server, Message query, long end) throws NoAnswer {
        var resolver = new SimpleResolver(server);
        resolver.setTimeout(patience);
        var message = send(resolver, server, query, end);
        if (message.getRcode() == Rcode.FORMERR || message.getRcode() == Rcode.NOTIMP) {          // RFC 6891 §7: a server from before EDNS
            resolver.setEDNS(-1);
            message = send(resolver, server, query, end);
        }
        if (message.getRcode() != Rcode.NOERROR && message.getRcode() != Rcode.NXDOMAIN) throw new NoAnswer(spoken(server) + " answers " + Rcode.string(message.getRcode()));
        return message;
    }

    private Message send(SimpleResolver resolver, InetSocketAddress server, Message query, long end) throws NoAnswer {
        var answer = resolver.sendAsync(query).toCompletableFuture();
        try {
            return answer.get(Math.min(patience.toNanos() + TimeUnit.MILLISECONDS.toNanos(500), Math.max(1, end - System.nanoTime())), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | CancellationException failed) {
            var cause = failed.getCause() == null ? failed : failed.getCause();
            boolean silent = String.valueOf(cause.getMessage()).contains("Timed out") || cause instanceof TimeoutException;
            throw new NoAnswer(spoken(server) + (silent ? " does not answer" : cause.getMessage() == null ? " cannot be reached" : ": " + cause.getMessage()));
        } catch (TimeoutException silent) {
            answer.cancel(true);
            throw new NoAnswer(spoken(server) + " does not answer");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("the house is closing");
        }
    }

    private static String spoken(InetSocketAddress server) { return "name server " + server.getAddress().getHostAddress() + (server.getPort() == SimpleResolver.DEFAULT_PORT ? "" : " port " + server.getPort()); }

    /// Stays in this class.
    private static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1;

        NoAnswer(String why) { super(why, null, false, false); }
    }
}

package org.posthouse.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.posthouse.connector.api.Reply;
import org.posthouse.mime.Address;
import org.posthouse.policy.RelayGate.Answer;
import org.posthouse.routing.Hops;
import org.posthouse.routing.NextHops;
import org.posthouse.routing.Route;
import org.posthouse.routing.Routes;
import org.posthouse.setting.HostName;
import org.posthouse.smtpclient.Call;
import org.posthouse.smtpclient.Opening;
import org.posthouse.smtpclient.Response;
import org.posthouse.smtpclient.SmtpClient;

/// Asks the next hop of a relay domain whether it knows a recipient, as far as RCPT. A server that does not answer at the moment is believed what it said in the last days, since that is when a backup is needed.
@ApplicationScoped class Callouts {
    private static final System.Logger LOG = System.getLogger(Callouts.class.getName());
    private static final int REMEMBERED = 50_000;
    private static final int MOST_SERVERS = 3;
    private static final Duration KNOWN = Duration.ofHours(2), KNOWN_IN_NEED = Duration.ofDays(7), UNKNOWN = Duration.ofMinutes(10), NO_ANSWER = Duration.ofSeconds(30);
    private static final Set<Integer> NOBODY = Set.of(550, 551, 553);

    private record Kept(boolean known, Answer answer, Instant until) { }

    @Inject Errands errands;
    @Inject Routes routes;
    @Inject NextHops nextHops;
    @Inject SmtpClient client;
    @Inject HostName hostName;
    @Inject Clock clock;

    private final ConcurrentHashMap<String, Kept> kept = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, CompletableFuture<Answer>> asking = new ConcurrentHashMap<>();

    /// From memory.
    Optional<Answer> remembered(Address recipient) { return Optional.ofNullable(kept.get(recipient.key())).filter(old -> clock.instant().isBefore(old.until)).map(Kept::answer); }

    /// Whoever asks for the same recipient meanwhile waits for the same answer.
    Future<Answer> ask(Address recipient) {
        var key = recipient.key();
        return asking.computeIfAbsent(key, _ -> errands.run(() -> {
            try {
                return settle(key, look(recipient));
            } finally {
                asking.remove(key);
            }
        })).copy();                                                      // one who gives up cancels nothing for the others
    }

    private Answer settle(String key, Answer fresh) {
        var now = clock.instant();
        var before = kept.get(key);
        boolean undecided = fresh instanceof Answer.Shut(var reply) && reply.code() < 500;
        if (undecided && before != null && before.known && now.isBefore(before.until.plus(KNOWN_IN_NEED))) return before.answer;
        if (kept.size() >= REMEMBERED) kept.values().removeIf(old -> now.isAfter(old.until));
        if (kept.size() < REMEMBERED) kept.put(key, new Kept(fresh instanceof Answer.Open, fresh, now.plus(fresh instanceof Answer.Open ? KNOWN : undecided ? NO_ANSWER : UNKNOWN)));
        return fresh;
    }

    private Answer look(Address recipient) {
        var route = routes.to(recipient.toString(), "");
        return switch (nextHops.of(route)) {
            case Hops.Later(var _, var text) -> later(text);
            case Hops.Never(var status, var text, var _) -> new Answer.Shut(Reply.of(550, status, text));
            case Hops.Servers(var all) -> {
                Answer last = later("no server");
                for (var server : all.subList(0, Math.min(MOST_SERVERS, all.size()))) {
                    last = probe(new Call(server, Optional.empty(), route.tls(), route.login(), hostName.now()), recipient, route);
                    if (!(last instanceof Answer.Shut(var reply)) || reply.code() >= 500) break;
                }
                yield last;
            }
        };
    }

    private Answer probe(Call call, Address recipient, Route route) {
        var answer = switch (client.open(call)) {
            case Opening.Failed(var why, var _) -> later(why.text());
            case Opening.Ready(var session) -> {
                try (session) {
                    yield judged(session.probe(recipient.toString()), route);
                }
            }
        };
        LOG.log(Level.INFO, "event=asked-next-hop recipient={0} server={1} answer={2}", recipient, call.server(), answer instanceof Answer.Shut(var reply) ? reply.code() : 250);
        return answer;
    }

    /// What only says that the recipient does not exist is final; whatever else a server has against our question may be gone when the mail comes.
    private static Answer judged(Response said, Route route) {
        if (said.taken()) return new Answer.Open(route.rule());
        boolean nobody = NOBODY.contains(said.code()) && (said.enhanced().isEmpty() || said.enhanced().startsWith("5.1.") || said.enhanced().equals("5.0.0"));
        return nobody ? new Answer.Shut(Reply.of(550, "5.1.1", "No such recipient, says the server of that domain")) : later(said.text());
    }

    private static Answer later(String why) {
        LOG.log(Level.DEBUG, "event=no-answer why={0}", why);
        return new Answer.Shut(Reply.of(451, "4.4.3", "The server that knows this recipient gives no answer now, try again later"));
    }
}

package org.posthouse.connector.pop3;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.posthouse.connector.api.Client;
import org.posthouse.connector.api.Content;
import org.posthouse.connector.api.MailIntake;
import org.posthouse.connector.api.Maildrop;
import org.posthouse.connector.api.MaildropVerdict;
import org.posthouse.connector.api.SignIn;
import org.posthouse.connector.api.SignInVerdict;
import org.posthouse.connector.api.SignedIn;
import org.posthouse.connector.api.Turn;
import org.posthouse.connector.listen.Endpoints;
import org.posthouse.connector.listen.HouseFault;

/// A house with one account, `jane@example.test`, password `secret word`.
final class FakeHouse implements Endpoints, SignIn, Maildrop {
    static final SignedIn JANE = new SignedIn(7, "jane@example.test");
    static final String PASSWORD = "secret word";

    final Map<Long, FakeMessage> messages = new TreeMap<>();
    final Set<Long> locked = ConcurrentHashMap.newKeySet();
    final List<Set<Long>> updates = new CopyOnWriteArrayList<>();
    final List<Client> clients = new CopyOnWriteArrayList<>();
    volatile Duration delay = Duration.ZERO;
    volatile boolean busy;
    volatile boolean updatesFail;
    volatile RuntimeException fault;

    void mail(String body) { mail(FakeMessage.of("", body)); }

    void mail(FakeMessage message) { messages.put(messages.size() + 101L, message); }

    @Override public <R> R intake(Function<MailIntake, R> call) { throw new AssertionError("POP3 takes no mail"); }

    @Override public <R> R signIn(Function<SignIn, R> call) { return call(this, call); }

    @Override public <R> R turn(Function<Turn, R> call) { throw new AssertionError("POP3 sends no mail"); }

    @Override public <R> R maildrop(Function<Maildrop, R> call) { return call(this, call); }

    private <E, R> R call(E endpoint, Function<E, R> call) {
        try {
            return call.apply(endpoint);
        } catch (IllegalStateException broken) {
            throw new HouseFault(broken);
        }
    }

    @Override public SignInVerdict password(Client client, String login, String password) {
        clients.add(client);
        if (fault != null) throw fault;
        if (busy) return new SignInVerdict.Busy();
        return login.equals("jane") && password.equals(PASSWORD) ? new SignInVerdict.Granted(JANE) : new SignInVerdict.Denied(delay);
    }

    @Override public SignInVerdict apop(Client client, String login, String banner, String digest) {
        return login.equals("jane") && digest.equals(digest(banner)) ? new SignInVerdict.Granted(JANE) : new SignInVerdict.Denied(delay);
    }

    static String digest(String banner) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest((banner + PASSWORD).getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override public MaildropVerdict open(Client client, SignedIn who) {
        if (!locked.add(who.account())) return new MaildropVerdict.InUse();
        var list = new ArrayList<MaildropVerdict.Message>();
        messages.forEach((id, message) -> list.add(new MaildropVerdict.Message(id, "u" + id + "!~", message.size())));
        return new MaildropVerdict.Opened(who.account(), list);
    }

    @Override public Optional<Content> content(long drop, long message) { return Optional.ofNullable(messages.get(message)).map(FakeMessage::open); }

    @Override public boolean update(long drop, Set<Long> deleted) {
        locked.remove(drop);
        if (updatesFail) return false;
        updates.add(deleted);
        deleted.forEach(messages::remove);
        return true;
    }

    @Override public void release(long drop) { locked.remove(drop); }
}

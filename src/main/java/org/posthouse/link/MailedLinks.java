package org.posthouse.link;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthouse.security.Fingerprint;

/// Issues tokens for links and addresses in mail, and takes them back once. In the caller's transaction.
@ApplicationScoped public class MailedLinks {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    /// Of five bits each: nobody guesses 130. Short enough to stand in a local part behind other words (RFC 5321 §4.5.3.1.1).
    private static final int LENGTH = 26;
    private static final int STEP = 1000;
    static final int MAX_SUBJECT = 400;
    static final int MAX_PAYLOAD = 4000;

    @PersistenceContext(unitName = "posthouse") EntityManager database;
    @Inject Clock clock;
    @Inject SecureRandom random;

    /// @return the token's text: letters and digits, the same in either case
    public String issue(Purpose purpose, String payload, Duration valid) { return issue(purpose, "", payload, valid); }

    /// @param subject what it is about, for [#pending] and [#withdraw]; at most 400 characters
    /// @param payload what it does, for whoever uses it; at most 4000 characters
    public String issue(Purpose purpose, String subject, String payload, Duration valid) {
        if (subject.length() > MAX_SUBJECT || payload.length() > MAX_PAYLOAD) throw new IllegalArgumentException("a link that says too much: " + purpose);
        var text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        var now = clock.instant();
        database.persist(new MailedLink(hash(text.toString()), purpose, subject, payload, now, now.plus(valid)));
        return text.toString();
    }

    /// What a token is for, without using it. Empty for one that is nobody's, or used, or too old.
    public Optional<Pending> find(String token) {
        if (token.length() != LENGTH) return Optional.empty();
        return database.createQuery("select l from MailedLink l where l.hash = :hash and l.until > :now", MailedLink.class).setParameter("hash", hash(token)).setParameter("now", clock.instant())
                .getResultStream().findFirst().map(MailedLink::pending);
    }

    /// @return the payload, once: whoever asks again, or for another purpose, gets nothing
    public Optional<String> use(Purpose purpose, String token) {
        var pending = find(token).filter(one -> one.purpose() == purpose);
        if (pending.isEmpty()) return Optional.empty();
        int gone = database.createQuery("delete from MailedLink l where l.hash = :hash").setParameter("hash", hash(token)).executeUpdate();
        return gone == 1 ? pending.map(Pending::payload) : Optional.empty();
    }

    /// Those of a purpose about a subject that are good, the newest first.
    public List<Pending> pending(Purpose purpose, String subject) {
        return database.createQuery("select l from MailedLink l where l.purpose = :purpose and l.subject = :subject and l.until > :now order by l.issued desc", MailedLink.class)
                .setParameter("purpose", purpose.name()).setParameter("subject", subject).setParameter("now", clock.instant()).getResultStream().map(MailedLink::pending).toList();
    }

    /// When the newest about each of some subjects was issued; nothing for those without one that is good.
    public Map<String, Instant> newest(Purpose purpose, Collection<String> subjects) {
        if (subjects.isEmpty()) return Map.of();
        return database.createQuery("select l.subject, max(l.issued) from MailedLink l where l.purpose = :purpose and l.subject in :subjects and l.until > :now group by l.subject", Object[].class)
                .setParameter("purpose", purpose.name()).setParameter("subjects", subjects).setParameter("now", clock.instant()).getResultStream().collect(Collectors.toMap(row -> (String) row[0], row -> (Instant) row[1]));
    }

    /// What was mailed about a subject is good no more.
    ///
    /// @return how many there were
    public int withdraw(Purpose purpose, String subject) {
        return database.createQuery("delete from MailedLink l where l.purpose = :purpose and l.subject = :subject").setParameter("purpose", purpose.name()).setParameter("subject", subject).executeUpdate();
    }

    /// Forgets what is too old.
    ///
    /// @return whether there may be more to forget
    public boolean prune() { return database.createNativeQuery("DELETE FROM mailed_link WHERE good_until < ?1 LIMIT " + STEP).setParameter(1, LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).executeUpdate() == STEP; }

    private static String hash(String token) { return Fingerprint.of(token.toLowerCase(Locale.ROOT)); }
}

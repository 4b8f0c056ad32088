package org.posthouse.list.post;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.posthouse.journey.Event;
import org.posthouse.journey.Journal;
import org.posthouse.list.Held;
import org.posthouse.list.HeldItems;
import org.posthouse.list.Incoming;
import org.posthouse.list.Letters;
import org.posthouse.list.ListRole;
import org.posthouse.list.Receiver;
import org.posthouse.mime.Address;
import org.posthouse.text.Texts;

/// Takes what is written to a list.
@ApplicationScoped public class Posts implements Receiver {
    private static final System.Logger LOG = System.getLogger(Posts.class.getName());
    /// Behind the role in the target of a row: an owner has approved this post.
    static final String APPROVED = "approved";
    private static final String TEXTS = "list-held";

    @Inject Checks checks;
    @Inject Publishing publishing;
    @Inject HeldItems held;
    @Inject Submissions submissions;
    @Inject Letters letters;
    @Inject Journal journal;
    @Inject Clock clock;

    @Override public Set<ListRole> roles() { return Set.of(ListRole.POST); }

    @Override public Verdict receive(Incoming mail) throws IOException, InterruptedException {
        var post = Post.read(mail);
        if (mail.detail().equals(APPROVED)) return publishing.publish(post);
        return switch (checks.judge(post)) {
            case Judgement.Publish _ -> {
                var verdict = publishing.publish(post);
                yield new Verdict(verdict.outcome(), () -> {
                    submissions.count(post);
                    verdict.work().run();
                }, verdict.after(), verdict.end());
            }
            case Judgement.Hold(var why) -> Verdict.done("Waits for an owner: " + why.name().toLowerCase(java.util.Locale.ROOT), () -> hold(post, why));
            case Judgement.Command _ -> Verdict.done("A command, not a post", () -> {
                submissions.count(post);
                note(post, Event.Kind.RULE, "a command, sent to nobody");
                tell(post, Letters.Key.COMMAND_CAUGHT, "");
            });
            case Judgement.Refuse(var enhanced, var words) -> {
                log(post, "refused", words);
                yield Verdict.refused(enhanced, words);
            }
            case Judgement.Drop(var words) -> Verdict.done("Not sent: " + words, () -> {
                note(post, Event.Kind.RULE, words);
                log(post, "dropped", words);
            });
        };
    }

    private void hold(Post post, Held.Why why) {
        submissions.count(post);
        held.post(post.list(), why, post.author().orElseThrow(), post.name(), post.subject(), post.mail().load(), post.mail().delivery());
        note(post, Event.Kind.HELD, "an owner of " + post.list().address() + " decides");
        tell(post, Letters.Key.HELD_NOTICE, why.name());
        log(post, "held", why.name());
    }

    /// Who wrote it, unless that would hit a stranger whose address somebody used.
    private void tell(Post post, Letters.Key key, String why) {
        post.answerable().ifPresent(to -> {
            var language = letters.language(post.list(), to, "");
            letters.send(post.list(), key, post.list().of(ListRole.REQUEST), to, language, Map.of("subject", post.subject(), "reason", why.isEmpty() ? "" : Texts.in(language).get(TEXTS, "why." + why)));
        });
    }

    private void note(Post post, Event.Kind kind, String words) {
        journal.note(new Event(clock.instant(), post.mail().load().record().toString(), post.mail().delivery().original(), kind, post.list().address().toString(), words));
    }

    private static void log(Post post, String what, String why) {
        LOG.log(Level.INFO, "event=list-post list={0} record={1} author={2} what={3} why={4}", post.list().address(), post.mail().load().record(), post.author().map(Address::toString).orElse(""), what, why);
    }
}
